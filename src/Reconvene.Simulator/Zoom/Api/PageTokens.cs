using System.Collections.Concurrent;

namespace Reconvene.Simulator.Zoom.Api;

/// <summary>Opaque marks of where a listing goes on. They live 15 minutes and hold for the same question only.</summary>
internal sealed class PageTokens(int seed, SimulatorClock clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(15);
    private readonly ConcurrentDictionary<string, Mark> _marks = new(StringComparer.Ordinal);
    private readonly SeededRandom _random = SeededRandom.For(seed, "pages");
    private readonly Lock _gate = new();

    public string Issue(string question, int offset)
    {
        string value;
        lock (_gate)
        {
            value = _random.Text(35);
        }

        _marks[value] = new Mark(question, offset, clock.GetUtcNow() + Life);
        return value;
    }

    /// <summary>Where to go on; null when the token is unknown, too old or of another question.</summary>
    public int? Redeem(string value, string question) =>
        _marks.TryGetValue(value, out var mark) && mark.Question == question && mark.ExpiresAt > clock.GetUtcNow()
            ? mark.Offset
            : null;

    private sealed record Mark(string Question, int Offset, DateTimeOffset ExpiresAt);
}
