using Sprocket.Text;

namespace Sprocket.Wdl.Semantics;

/// <summary>Why a document cannot be had; said at each import of it.</summary>
internal sealed record LoadFailure(DiagnosticDescriptor Descriptor, string Message, string? Help);
