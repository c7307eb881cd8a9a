using Reconvene.Server.Accounts;
using Reconvene.Server.Jobs;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Tests.Jobs;

/// <summary>Writes down that a job was given up, as an effect beside those of the steps.</summary>
internal sealed class Sorry : IGivenUp
{
    public Task RunAsync(
        Work work, TenantId tenant, string subject, Failure failure, CancellationToken cancellation) =>
        work.ExecuteAsync(
            "INSERT INTO effects (subject, step) VALUES (@subject, @reason)", new { subject, reason = failure.Reason }, cancellation);
}
