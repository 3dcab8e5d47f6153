namespace Sprocket.Engine.Processes;

/// <summary>Shell text that a template rendered: the only text that another template takes as it is.</summary>
/// <remarks>Made by generated writers only. A script that a user configured is not one: pass it to <c>eval</c> as a word.</remarks>
/// <param name="Text">The script, ending in a line feed.</param>
internal sealed record ScriptText(string Text)
{
    /// <summary>The script.</summary>
    public override string ToString() => Text;
}
