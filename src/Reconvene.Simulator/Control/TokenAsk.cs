namespace Reconvene.Simulator.Control;

/// <summary>What a request to the token endpoint asked for.</summary>
public sealed record TokenAsk
{
    /// <summary>The <c>grant_type</c>; "" when there was none.</summary>
    public required string GrantType { get; init; }

    /// <summary>The app, by its Basic header; "" when there was none.</summary>
    public required string ClientId { get; init; }

    /// <summary>For whom: the e-mail of the user, or the account id; "" when the code or refresh token was never given out.</summary>
    public required string Subject { get; init; }

    /// <summary>Which refresh token of the consent was presented, from one on; 0 for other grants and unknown tokens.</summary>
    public required int Generation { get; init; }

    /// <summary>The refresh token had already been exchanged for another.</summary>
    public required bool WasReplaced { get; init; }
}
