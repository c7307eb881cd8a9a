using Reconvene.Server.Accounts;

namespace Reconvene.Server.Jobs.Running;

/// <summary>A job's row as the run that claimed it holds it.</summary>
internal sealed class ClaimedStep
{
    public string Id { get; init; } = "";

    public TenantId TenantId { get; init; }

    public string Kind { get; init; } = "";

    public string Subject { get; init; } = "";

    public string Account { get; init; } = "";

    public string Step { get; init; } = "";

    public string Input { get; init; } = "";

    public string? Bookmark { get; init; }

    public int Attempts { get; init; }

    public int Starts { get; init; }

    public bool CancelAsked { get; init; }

    public long Version { get; init; }

    public JobId Job => JobId.Parse(Id);
}
