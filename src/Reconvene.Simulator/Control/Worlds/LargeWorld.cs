namespace Reconvene.Simulator.Control.Worlds;

/// <summary>How large a large world is.</summary>
public sealed record LargeWorld
{
    /// <summary>How many recordings the main account has. 10 000 by default.</summary>
    public int Recordings { get; init; } = 10_000;

    /// <summary>How many users it has. 50 by default; one in eight is inactive.</summary>
    public int Users { get; init; } = 50;

    /// <summary>Over how many years back from the start the recordings are spread. Three by default.</summary>
    public int Years { get; init; } = 3;

    /// <summary>How long each sound file is at least, in bytes; up to a thousand more. 6000 by default.</summary>
    public long AudioBytes { get; init; } = 6_000;

    /// <summary>How many recorded calls of Zoom Phone there are, with one voicemail for each ten. None by default.</summary>
    public int Calls { get; init; }

    internal static void Check(LargeWorld wish)
    {
        if (wish.Recordings < 1 || wish.Users < 1 || wish.Years is < 1 or > 20 || wish.AudioBytes < 0 || wish.Calls < 0)
        {
            throw new ArgumentException(
                $"A large world of {wish.Recordings} recordings of {wish.Users} users over {wish.Years} years is not possible: choose at least one of each, and 20 years at most.",
                nameof(wish));
        }
    }
}
