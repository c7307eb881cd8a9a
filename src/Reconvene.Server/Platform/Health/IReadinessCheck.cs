using Reconvene.Client.Health;

namespace Reconvene.Server.Platform.Health;

/// <summary>One thing without which the server cannot do its work. Features register theirs.</summary>
internal interface IReadinessCheck
{
    string Source { get; }

    /// <summary>Looks now. One that takes longer than two seconds counts as an error.</summary>
    Task<HealthItem> LookAsync(CancellationToken cancellation);
}
