using Reconvene.Server.Accounts;

namespace Reconvene.Server.Jobs;

/// <summary>What the scheduler is told to start: a step of a job. Everything else stands in the row.</summary>
internal sealed record StepFiring(string Job, long TenantNumber, string Step)
{
    /// <summary>The trigger's name: one pending start for a step of a job.</summary>
    public string Name => $"{Job}:{Step}";

    internal TenantId Tenant => new(TenantNumber);
}
