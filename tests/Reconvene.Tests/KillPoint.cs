using System.Globalization;

namespace Reconvene.Tests;

/// <summary>Where a child process is to be killed.</summary>
/// <param name="Span">Name of a span of the server.</param>
/// <param name="AtStop">When the span stops; when it starts otherwise.</param>
/// <param name="Nth">At which of its turns.</param>
/// <param name="Subject">Only turns about this, such as <c>recording:12</c>; about anything when null.</param>
internal sealed record KillPoint(string Span, bool AtStop, int Nth, string? Subject = null)
{
    public IEnumerable<KeyValuePair<string, string>> Environment =>
    [
        new("DOTNET_STARTUP_HOOKS", Path.Combine(AppContext.BaseDirectory, "Reconvene.Killer.dll")),
        new("RECONVENE_KILL_SPAN", Span),
        new("RECONVENE_KILL_AT", AtStop ? "stop" : "start"),
        new("RECONVENE_KILL_N", Nth.ToString(CultureInfo.InvariantCulture)),
        new("RECONVENE_KILL_SUBJECT", Subject ?? ""),
    ];

    public override string ToString() => $"{(AtStop ? "stop" : "start")} {Nth} of {Span} {Subject}";
}
