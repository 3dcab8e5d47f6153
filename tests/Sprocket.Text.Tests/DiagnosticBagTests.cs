namespace Sprocket.Text.Tests;

public sealed class DiagnosticBagTests
{
    private static readonly DiagnosticDescriptor Error = new("TST0001", DiagnosticSeverity.Error, "error", "An error.");
    private static readonly DiagnosticDescriptor Warning = new("TST0002", DiagnosticSeverity.Warning, "warning", "A warning.");
    private static readonly DiagnosticDescriptor Note = new("TST0003", DiagnosticSeverity.Note, "note", "A note.");

    [Fact]
    public void Diagnostics_are_sorted_by_path_and_place_and_then_by_report()
    {
        SourceText first = new("a.txt", "0123456789");
        SourceText second = new("b.txt", "0123456789");
        DiagnosticBag bag = [];
        bag.Add(Make(Error, second, 0, "1"));
        bag.Add(Make(Error, first, 5, "2"));
        bag.Add(Make(Warning, first, 3, "3"));
        bag.Add(Make(Error, first, 3, "4"));
        bag.Add(Make(Error, first, 0, "5"));

        Assert.Equal(["5", "3", "4", "2", "1"], bag.ToSorted().Select(diagnostic => diagnostic.Message));
        Assert.Equal(["1", "2", "3", "4", "5"], bag.Select(diagnostic => diagnostic.Message));
    }

    [Fact]
    public void Only_an_error_makes_errors()
    {
        SourceText source = new("a.txt", "0123456789");
        DiagnosticBag bag = [];

        Assert.False(bag.HasErrors);
        bag.Add(Make(Warning, source, 0, ""));
        bag.Add(Make(Note, source, 0, ""));
        Assert.False(bag.HasErrors);
        bag.Add(Make(Error, source, 0, ""));
        Assert.True(bag.HasErrors);
    }

    [Fact]
    public void A_bag_takes_over_the_diagnostics_of_another()
    {
        SourceText source = new("a.txt", "0123456789");
        DiagnosticBag bag = [Make(Note, source, 0, "1")];
        DiagnosticBag other = [Make(Error, source, 1, "2"), Make(Note, source, 2, "3")];

        bag.AddRange(other);

        Assert.Equal(3, bag.Count);
        Assert.True(bag.HasErrors);
        Assert.Equal(2, other.Count);
    }

    private static Diagnostic Make(DiagnosticDescriptor descriptor, SourceText source, int start, string message) =>
        new(descriptor, source, new TextSpan(start, 1), message);
}
