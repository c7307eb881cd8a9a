using Reconvene.Client.Connections;

namespace Reconvene.Server.Connections.Checks;

/// <summary>Our clock beside Zoom's.</summary>
internal static class ClockItem
{
    private const string Help = "Set this machine's clock by NTP (on most Linux systems: timedatectl set-ntp true).";
    private static readonly TimeSpan Odd = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Wrong = TimeSpan.FromMinutes(5);

    public static CheckItem Of(CheckFacts facts) => facts.Ahead switch
    {
        null => new("clock", CheckState.Off, "Not known: Zoom told no time."),
        { } ahead when ahead.Duration() > Wrong =>
            new("clock", CheckState.Error, $"{Sentence(ahead)} Tokens are taken for good when they are not, and times are wrong.") { Help = Help },
        { } ahead when ahead.Duration() > Odd => new("clock", CheckState.Warning, Sentence(ahead)) { Help = Help },
        { } ahead => new("clock", CheckState.Ok, $"This server's clock and Zoom's agree within {Math.Ceiling(ahead.Duration().TotalSeconds):0} s."),
    };

    private static string Sentence(TimeSpan ahead) =>
        $"This server's clock is {Math.Round(ahead.Duration().TotalSeconds):0} s {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} Zoom's.";
}
