namespace Reconvene.Simulator.Control;

/// <summary>A request that the simulator saw. Calls of the control API are not among them.</summary>
public sealed record LoggedRequest
{
    /// <summary>Counted from one.</summary>
    public int Number { get; init; }

    /// <summary>When it came, by the simulator's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>The path as it stood on the wire.</summary>
    public required string Path { get; init; }

    /// <summary>The query with its question mark, or "".</summary>
    public required string Query { get; init; }

    /// <summary>The route that took it, such as <c>/v2/users/{user}/recordings</c>; "" when none did.</summary>
    public required string Route { get; init; }

    /// <summary>The host that the client thought it was talking to.</summary>
    public required string Host { get; init; }

    /// <summary>What stood in <c>Authorization</c>: none, basic, access, download, webhook or unknown.</summary>
    public required string Authorization { get; init; }

    /// <summary>The <c>Range</c> it asked for, such as <c>bytes=1048576-</c>; "" when it asked for everything.</summary>
    public string Range { get; init; } = "";

    /// <summary>A scripted fault struck it.</summary>
    public bool WasFaulty { get; init; }

    /// <summary>It has been answered or has been given up.</summary>
    public bool IsFinished { get; init; }

    /// <summary>The status of the answer; 0 while there is none.</summary>
    public int Status { get; init; }

    /// <summary>What it asked the token endpoint for; null for other calls.</summary>
    public TokenAsk? Token { get; init; }

    /// <summary>How much of a body left the simulator.</summary>
    public long BytesSent { get; init; }

    /// <summary>Beginnings and answers are counted together: what has the lower number came first, however the clock stands.</summary>
    internal long BeganAsEvent { get; init; }

    /// <summary>Null while there is no answer.</summary>
    internal long? AnsweredAsEvent { get; init; }
}
