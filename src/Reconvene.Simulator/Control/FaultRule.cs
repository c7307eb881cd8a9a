namespace Reconvene.Simulator.Control;

/// <summary>What goes wrong, with which call, and how often.</summary>
public sealed record FaultRule
{
    /// <summary>The method it concerns; any when null, the default.</summary>
    public string? Method { get; init; }

    /// <summary>
    /// The path it concerns, as it stands on the wire or as the route is written (<c>/v2/users/{user}/recordings</c>), with
    /// <c>*</c> for anything. Every path by default.
    /// </summary>
    public string Path { get; init; } = "*";

    /// <summary>The first call that is struck, counted from one since the rule was added. One by default.</summary>
    public int Nth { get; init; } = 1;

    /// <summary>How many calls in a row are struck; all from then on when null. One by default.</summary>
    public int? Times { get; init; } = 1;

    /// <summary>Strikes only with this probability, from 0 to 1, by the seed. Always when null, the default.</summary>
    public double? Chance { get; init; }

    /// <summary>Answers with this status in place of the true answer.</summary>
    public int? Status { get; init; }

    /// <summary>Answers with this body in place of the true answer.</summary>
    public string? Body { get; init; }

    /// <summary>The media type of <see cref="Body"/>. JSON by default.</summary>
    public string ContentType { get; init; } = "application/json;charset=UTF-8";

    /// <summary>Headers to add to the answer, true or not.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Real time to wait before anything else. None by default.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Ends the connection after so many bytes of the body.</summary>
    public long? CutAfterBytes { get; init; }

    /// <summary>Resets the connection: at the cut when there is one, else before any answer. Off by default.</summary>
    public bool Reset { get; init; }

    /// <summary>Lets the body drip out at this rate.</summary>
    public int? BytesPerSecond { get; init; }

    /// <summary>Redirects to this address, with <see cref="Status"/> or 302.</summary>
    public string? RedirectTo { get; init; }

    /// <summary>Expires every token given out so far, before the call is looked at. Off by default.</summary>
    public bool ExpireTokens { get; init; }

    /// <summary>Holds the call until <see cref="SimulatorControl.ReleaseGate"/> is called with this name.</summary>
    public string? Gate { get; init; }

    /// <summary>Carries the call out and loses the answer. Off by default.</summary>
    public bool LoseAnswer { get; init; }
}
