namespace Reconvene.Server.Connections.Rates.Lanes;

/// <summary>Nothing leaves before its end; what was leased before it began does not leave at all.</summary>
internal sealed class RateRest(TimeSpan until)
{
    public TimeSpan Until { get; } = until;
}
