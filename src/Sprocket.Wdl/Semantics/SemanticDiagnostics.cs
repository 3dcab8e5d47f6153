using System.Collections.Immutable;
using Sprocket.Text;

namespace Sprocket.Wdl.Semantics;

/// <summary>The mistakes in what documents mean, in code order: WDL1001 and up names and structure, WDL2001 and up types.</summary>
public static class SemanticDiagnostics
{
    /// <summary>WDL1001: document cannot be read.</summary>
    public static DiagnosticDescriptor DocumentUnreadable { get; } = Error(
        "WDL1001",
        "document cannot be read",
        "A document of the command line or of an `import` cannot be read. A path in an import is relative to the "
        + "document that it stands in.");

    /// <summary>WDL1002: document is not UTF-8.</summary>
    public static DiagnosticDescriptor NotUtf8 { get; } = Error(
        "WDL1002",
        "document is not UTF-8",
        "WDL documents are text in UTF-8. Save the document as UTF-8.");

    /// <summary>WDL1003: document is too large.</summary>
    public static DiagnosticDescriptor DocumentTooLarge { get; } = Error(
        "WDL1003",
        "document is too large",
        "A document may have 256 MiB. A file of this size is more likely data than a program.");

    /// <summary>WDL1004: import cannot be fetched.</summary>
    public static DiagnosticDescriptor ImportNotFetched { get; } = Error(
        "WDL1004",
        "import cannot be fetched",
        "A document that is imported from an http:// or https:// address cannot be had. Where there is no network, copy "
        + "it and import the copy by its path.");

    /// <summary>WDL1005: import from an unsupported kind of address.</summary>
    public static DiagnosticDescriptor UnsupportedImportScheme { get; } = Error(
        "WDL1005",
        "import from an unsupported kind of address",
        "Documents are imported by a path, or from an http://, https:// or file:// address.");

    /// <summary>WDL1006: documents import each other.</summary>
    public static DiagnosticDescriptor ImportCycle { get; } = Error(
        "WDL1006",
        "documents import each other",
        "Imports must not form a circle, since each document is checked after those it imports. Move what several "
        + "documents need into one that they all import.");

    /// <summary>WDL1007: import of a later version.</summary>
    public static DiagnosticDescriptor ImportOfLaterVersion { get; } = Error(
        "WDL1007",
        "import of a later version",
        "A document can import documents of its own version; from WDL 1.3 on, of earlier ones, too.");

    /// <summary>WDL1008: import of an earlier version.</summary>
    public static DiagnosticDescriptor ImportOfEarlierVersion { get; } = Warning(
        "WDL1008",
        "import of an earlier version",
        "Before WDL 1.3 a document and those it imports must be of one version. Earlier versions are understood here, "
        + "but other engines may refuse the document.");

    /// <summary>WDL1009: two imports with one namespace.</summary>
    public static DiagnosticDescriptor DuplicateNamespace { get; } = Error(
        "WDL1009",
        "two imports with one namespace",
        "The namespace of an import is the name after `as`, or else the file name without `.wdl`. Each import needs one "
        + "of its own.");

    /// <summary>WDL1010: different structs or enums of one name.</summary>
    public static DiagnosticDescriptor ConflictingTypes { get; } = Error(
        "WDL1010",
        "different structs or enums of one name",
        "Structs and enums of imported documents keep their names. Two of one name are allowed when they are the same, "
        + "member by member; otherwise one must be renamed: `import \"x.wdl\" alias Name as OtherName`.");

    /// <summary>WDL1011: name defined twice.</summary>
    public static DiagnosticDescriptor DuplicateDefinition { get; } = Error(
        "WDL1011",
        "name defined twice",
        "The tasks and the workflow of a document have different names, and so have its structs and enums.");

    /// <summary>WDL1012: name declared twice.</summary>
    public static DiagnosticDescriptor DuplicateName { get; } = Error(
        "WDL1012",
        "name declared twice",
        "Each declaration and call of a task or workflow has a name of its own. A name inside a scatter or conditional "
        + "is also seen outside of it, as an array or optional value, so that it cannot be used again there.");

    /// <summary>WDL1013: type that contains itself.</summary>
    public static DiagnosticDescriptor RecursiveType { get; } = Error(
        "WDL1013",
        "type that contains itself",
        "A struct cannot have itself as a member, nor an enum values of its own type, directly or by way of other types.");

    /// <summary>WDL1014: unknown type.</summary>
    public static DiagnosticDescriptor UnknownType { get; } = Error(
        "WDL1014",
        "unknown type",
        "The name is neither that of a type of the language nor that of a struct or enum of the document or its imports.");

    /// <summary>WDL1015: unknown name.</summary>
    public static DiagnosticDescriptor UnknownName { get; } = Error(
        "WDL1015",
        "unknown name",
        "Nothing that can be used here has the name. Expressions of a task see its inputs and declarations; in outputs, "
        + "also other outputs. Expressions of a workflow see its inputs, declarations, and the outputs of its calls.");

    /// <summary>WDL1016: name of another clause.</summary>
    public static DiagnosticDescriptor NameOfOtherClause { get; } = Error(
        "WDL1016",
        "name of another clause",
        "Of the clauses of a conditional one is taken, so that none can use what another declares. Declare it before the "
        + "conditional.");

    /// <summary>WDL1017: name that is not a value.</summary>
    public static DiagnosticDescriptor NotAValue { get; } = Error(
        "WDL1017",
        "name that is not a value",
        "Types, imports and calls are not values. Of a call its outputs are values (`call.output`), of an enum its "
        + "choices (`Enum.CHOICE`).");

    /// <summary>WDL1018: unknown member.</summary>
    public static DiagnosticDescriptor UnknownMember { get; } = Error(
        "WDL1018",
        "unknown member",
        "The struct, pair, enum, call or variable has no member of this name.");

    /// <summary>WDL1019: unknown function.</summary>
    public static DiagnosticDescriptor UnknownFunction { get; } = Error(
        "WDL1019",
        "unknown function",
        "The standard library has no function of this name. WDL has no functions of its own making: compute in a task, "
        + "or use declarations.");

    /// <summary>WDL1020: function of a later version.</summary>
    public static DiagnosticDescriptor FunctionOfLaterVersion { get; } = Error(
        "WDL1020",
        "function of a later version",
        "The function, or a variant of it that takes such arguments, came with a later version than the one the document is "
        + "written in.");

    /// <summary>WDL1021: function outside the outputs.</summary>
    public static DiagnosticDescriptor OutputOnlyFunction { get; } = Error(
        "WDL1021",
        "function outside the outputs",
        "`stdout()` and `stderr()` name what the command wrote, and are known only in the `output` section of a task.");

    /// <summary>WDL1022: call of something unknown.</summary>
    public static DiagnosticDescriptor UnknownCallTarget { get; } = Error(
        "WDL1022",
        "call of something unknown",
        "A call names a task of the document, or a task or workflow of an import by its namespace: `call namespace.name`.");

    /// <summary>WDL1023: workflow that calls itself.</summary>
    public static DiagnosticDescriptor RecursiveWorkflow { get; } = Error(
        "WDL1023",
        "workflow that calls itself",
        "A workflow cannot call itself. To repeat calls, loop over an array with `scatter`.");

    /// <summary>WDL1024: call with an unknown input.</summary>
    public static DiagnosticDescriptor UnknownCallInput { get; } = Error(
        "WDL1024",
        "call with an unknown input",
        "A call can give what stands in the `input` section of the task or workflow it calls, and nothing else.");

    /// <summary>WDL1025: call without a required input.</summary>
    public static DiagnosticDescriptor MissingCallInput { get; } = Error(
        "WDL1025",
        "call without a required input",
        "A call gives a value for each input that is neither optional nor has a default. WDL 1.1 and later leave that to "
        + "the run only where the workflow says `allow_nested_inputs: true`.");

    /// <summary>WDL1026: circular dependency.</summary>
    public static DiagnosticDescriptor Cycle { get; } = Error(
        "WDL1026",
        "circular dependency",
        "Declarations and calls may stand in any order, and each waits for what it reads. When they wait for each other, "
        + "none can ever start.");

    /// <summary>WDL1027: unknown requirement.</summary>
    public static DiagnosticDescriptor UnknownRequirement { get; } = Error(
        "WDL1027",
        "unknown requirement",
        "The `requirements` section knows `container`, `cpu`, `memory`, `gpu`, `fpga`, `disks`, `max_retries` and "
        + "`return_codes`. All other keys belong into `hints`.");

    /// <summary>WDL1028: hints value at the wrong place.</summary>
    public static DiagnosticDescriptor MisplacedHints { get; } = Error(
        "WDL1028",
        "hints value at the wrong place",
        "`inputs: input { name: hints { … } }` gives hints for inputs; a `hints` value holds plain values, not other "
        + "`hints` values.");

    /// <summary>WDL1029: literal expected.</summary>
    public static DiagnosticDescriptor NotALiteral { get; } = Error(
        "WDL1029",
        "literal expected",
        "The choices of an enum and the hints of a workflow are known before anything runs, and so must be literals.");

    /// <summary>WDL1030: task variable is not known here.</summary>
    public static DiagnosticDescriptor TaskVariableUnavailable { get; } = Error(
        "WDL1030",
        "task variable is not known here",
        "The `task` variable is known in the `command` and `output` sections of a task, and from WDL 1.3 on, with those "
        + "members that do not depend on resources, in `requirements`, `hints` and `runtime`. `task.return_code` is known "
        + "in outputs only.");

    /// <summary>WDL1031: name hides another.</summary>
    public static DiagnosticDescriptor ShadowedName { get; } = Warning(
        "WDL1031",
        "name hides another",
        "The variable of a scatter has the name of something outside, which cannot be used inside the scatter.");

    /// <summary>WDL1032: output with the name of a declaration.</summary>
    public static DiagnosticDescriptor OutputNamedLikeDeclaration { get; } = Warning(
        "WDL1032",
        "output with the name of a declaration",
        "All declarations of a workflow should have different names. Where an output has the name of an input or private "
        + "declaration, the name means the latter.");

    /// <summary>WDL1033: parameter_meta of nothing.</summary>
    public static DiagnosticDescriptor UnknownParameterMeta { get; } = Warning(
        "WDL1033",
        "parameter_meta of nothing",
        "The keys of `parameter_meta` are names of parameters: inputs and outputs, or members of a struct.");

    /// <summary>WDL1034: unused import.</summary>
    public static DiagnosticDescriptor UnusedImport { get; } = Warning(
        "WDL1034",
        "unused import",
        "No call, struct or enum of the imported document is used.");

    /// <summary>WDL1035: unused declaration.</summary>
    public static DiagnosticDescriptor UnusedDeclaration { get; } = Warning(
        "WDL1035",
        "unused declaration",
        "The declaration is neither an input nor an output, and nothing reads it.");

    /// <summary>WDL1036: deprecated feature.</summary>
    public static DiagnosticDescriptor Deprecated { get; } = Warning(
        "WDL1036",
        "deprecated feature",
        "The feature is still supported but will be gone in WDL 2.0. It is reported once for a document.");

    /// <summary>WDL1037: runtime key given twice.</summary>
    public static DiagnosticDescriptor DuplicateRuntimeKey { get; } = Warning(
        "WDL1037",
        "runtime key given twice",
        "A key of a `runtime` section has one value. Where it is given twice, the last one counts.");

    /// <summary>WDL1038: workflow with the name of an import.</summary>
    public static DiagnosticDescriptor WorkflowNamedLikeImport { get; } = Warning(
        "WDL1038",
        "workflow with the name of an import",
        "A workflow and the namespace of an import should not have the same name. Give the import another namespace: "
        + "`import \"….wdl\" as other`.");

    /// <summary>WDL1039: statement that is never run.</summary>
    public static DiagnosticDescriptor Unreachable { get; } = Warning(
        "WDL1039",
        "statement that is never run",
        "The condition is `false` as it is written, or that of a clause before it is `true`, or a scatter goes over an empty "
        + "array, so that nothing in the braces is ever run.");

    /// <summary>WDL2001: wrong type.</summary>
    public static DiagnosticDescriptor TypeMismatch { get; } = Error(
        "WDL2001",
        "wrong type",
        "The value is of a type that does not coerce to the type that is wanted.");

    /// <summary>WDL2002: optional value where one is required.</summary>
    public static DiagnosticDescriptor OptionalToRequired { get; } = Error(
        "WDL2002",
        "optional value where one is required",
        "A value of type `T?` may be `None`, and so cannot stand where a `T` is wanted. `select_first([x, default])` "
        + "gives another value for `None`; `select_first([x])` fails the run if it is `None`; `select_all(array)` leaves "
        + "out the items that are.");

    /// <summary>WDL2003: optional value where one is required.</summary>
    public static DiagnosticDescriptor OptionalMayFail { get; } = Warning(
        "WDL2003",
        "optional value where one is required",
        "A value of type `T?` may be `None`, and the run fails if it is. WDL 1.0 does not say that this is wrong, and "
        + "documents rely on it; from WDL 1.1 on it is an error.");

    /// <summary>WDL2004: text where a number is required.</summary>
    public static DiagnosticDescriptor NumberFromText { get; } = Warning(
        "WDL2004",
        "text where a number is required",
        "A `String` coerces to `Int` or `Float` where its text is a number, and the run fails if it is not. This is "
        + "deprecated, and other engines may refuse it.");

    /// <summary>WDL2005: empty array where one item is required.</summary>
    public static DiagnosticDescriptor EmptyArray { get; } = Error(
        "WDL2005",
        "empty array where one item is required",
        "A type `Array[T]+` has at least one item.");

    /// <summary>WDL2006: operator on the wrong types.</summary>
    public static DiagnosticDescriptor OperandType { get; } = Error(
        "WDL2006",
        "operator on the wrong types",
        "The operator is not defined for values of these types.");

    /// <summary>WDL2007: function with the wrong arguments.</summary>
    public static DiagnosticDescriptor FunctionArguments { get; } = Error(
        "WDL2007",
        "function with the wrong arguments",
        "The function does not take arguments of these types, or not so many.");

    /// <summary>WDL2008: no common type.</summary>
    public static DiagnosticDescriptor NoCommonType { get; } = Error(
        "WDL2008",
        "no common type",
        "The items of an array, the keys and values of a map, the branches of `if` and the clauses of a conditional need "
        + "a type that all of them coerce to.");

    /// <summary>WDL2009: value without an index.</summary>
    public static DiagnosticDescriptor NotIndexable { get; } = Error(
        "WDL2009",
        "value without an index",
        "Only arrays (`array[0]`) and maps (`map[\"key\"]`) have an index.");

    /// <summary>WDL2010: value without members.</summary>
    public static DiagnosticDescriptor NoMembers { get; } = Error(
        "WDL2010",
        "value without members",
        "Only structs, objects, pairs (`.left`, `.right`), calls and enums have members.");

    /// <summary>WDL2011: scatter over something that is no array.</summary>
    public static DiagnosticDescriptor ScatterNotArray { get; } = Error(
        "WDL2011",
        "scatter over something that is no array",
        "A scatter runs its body once for each item of an array.");

    /// <summary>WDL2012: value that cannot be written as text.</summary>
    public static DiagnosticDescriptor NotText { get; } = Error(
        "WDL2012",
        "value that cannot be written as text",
        "Placeholders take values of primitive types. Arrays, maps, pairs, structs and objects must be turned into text "
        + "first, or written to a file.");

    /// <summary>WDL2013: placeholder option on the wrong type.</summary>
    public static DiagnosticDescriptor PlaceholderOption { get; } = Error(
        "WDL2013",
        "placeholder option on the wrong type",
        "The option `sep` is for arrays of primitive values, `true` and `false` for Booleans.");

    /// <summary>WDL2014: map with keys that are not primitive.</summary>
    public static DiagnosticDescriptor MapKeyNotPrimitive { get; } = Error(
        "WDL2014",
        "map with keys that are not primitive",
        "The keys of a map are of a primitive type.");

    /// <summary>WDL2015: attribute of the wrong type.</summary>
    public static DiagnosticDescriptor AttributeType { get; } = Error(
        "WDL2015",
        "attribute of the wrong type",
        "The keys of `requirements` and `runtime`, and the reserved keys of `hints`, take values of certain types.");

    /// <summary>WDL2016: struct without a required member.</summary>
    public static DiagnosticDescriptor MissingStructMember { get; } = Error(
        "WDL2016",
        "struct without a required member",
        "A struct literal gives a value for each member whose type is not optional.");

    /// <summary>WDL2017: member that the struct does not have.</summary>
    public static DiagnosticDescriptor IgnoredMember { get; } = Warning(
        "WDL2017",
        "member that the struct does not have",
        "A map or object becomes a struct by its members; others are dropped, which is deprecated and probably a mistake.");

    /// <summary>WDL2018: enum choice without a value.</summary>
    public static DiagnosticDescriptor EnumValue { get; } = Error(
        "WDL2018",
        "enum choice without a value",
        "A choice without value has its name as value, which only an enum of `String` can have.");

    /// <summary>All of them, in code order.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        DocumentUnreadable, NotUtf8, DocumentTooLarge, ImportNotFetched, UnsupportedImportScheme, ImportCycle,
        ImportOfLaterVersion, ImportOfEarlierVersion, DuplicateNamespace, ConflictingTypes, DuplicateDefinition,
        DuplicateName, RecursiveType, UnknownType, UnknownName, NameOfOtherClause, NotAValue, UnknownMember,
        UnknownFunction, FunctionOfLaterVersion, OutputOnlyFunction, UnknownCallTarget, RecursiveWorkflow,
        UnknownCallInput, MissingCallInput, Cycle, UnknownRequirement, MisplacedHints, NotALiteral,
        TaskVariableUnavailable, ShadowedName, OutputNamedLikeDeclaration, UnknownParameterMeta, UnusedImport,
        UnusedDeclaration, Deprecated, DuplicateRuntimeKey, WorkflowNamedLikeImport, Unreachable, TypeMismatch, OptionalToRequired, OptionalMayFail, NumberFromText, EmptyArray,
        OperandType, FunctionArguments, NoCommonType, NotIndexable, NoMembers, ScatterNotArray, NotText,
        PlaceholderOption, MapKeyNotPrimitive, AttributeType, MissingStructMember, IgnoredMember, EnumValue,
    ];

    private static DiagnosticDescriptor Error(string code, string title, string explanation) =>
        new(code, DiagnosticSeverity.Error, title, explanation);

    private static DiagnosticDescriptor Warning(string code, string title, string explanation) =>
        new(code, DiagnosticSeverity.Warning, title, explanation);
}
