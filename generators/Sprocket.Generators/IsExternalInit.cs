using System.ComponentModel;

namespace System.Runtime.CompilerServices;

/// <summary>What the compiler asks for before it allows <c>init</c>; .NET Standard 2.0 does not have it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
internal static class IsExternalInit;
