namespace Reconvene.Client.Connections;

/// <summary>What Zoom's page sent back, brought by the caller who began.</summary>
public sealed record FinishConsentRequest
{
    /// <summary>The authorization code; it lives five minutes and works once.</summary>
    public string? Code { get; init; }

    /// <summary>The state, as it was in the address.</summary>
    public string? State { get; init; }

    /// <summary>The text of the record: nothing of what it holds.</summary>
    public override string ToString() => "***";
}
