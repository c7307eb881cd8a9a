using Reconvene.Server.Accounts;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Jobs;

/// <summary>
/// What a kind of job leaves behind when one of it is given up, in whichever step and for whatever reason: committed
/// together with that fact.
/// </summary>
internal interface IGivenUp
{
    Task RunAsync(Work work, TenantId tenant, string subject, Failure failure, CancellationToken cancellation);
}
