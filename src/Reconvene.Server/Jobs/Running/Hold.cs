using Reconvene.Server.Accounts;

namespace Reconvene.Server.Jobs.Running;

/// <summary>A run's hold on its job's row: good as long as nobody else moved the version.</summary>
internal sealed class Hold(ClaimedStep claimed)
{
    private long _version = claimed.Version;

    public JobId JobId { get; } = claimed.Job;

    public string Job { get; } = claimed.Id;

    public TenantId Tenant { get; } = claimed.TenantId;

    public string Account { get; } = claimed.Account;

    public string Step { get; } = claimed.Step;

    public long Version => Volatile.Read(ref _version);

    /// <summary>This run itself wrote the row once more.</summary>
    public void Moved() => Interlocked.Increment(ref _version);
}
