namespace Reconvene.Server.Pages.Connecting;

/// <summary>What came of a consent.</summary>
/// <param name="Kind">connected, declined, failed or lapsed: names the words.</param>
/// <param name="Reason">Why it failed: names the words too.</param>
internal sealed record OutcomeView(string Kind, string? Reason);
