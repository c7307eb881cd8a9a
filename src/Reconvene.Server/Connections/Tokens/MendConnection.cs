using System.Globalization;
using Reconvene.Server.Accounts;
using Reconvene.Server.Jobs;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Alerts;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Connections.Tokens;

/// <summary>A connection that Zoom refused works again: its alert ends, and what was given up for it goes on.</summary>
internal sealed class MendConnection(Alerts alerts, ResumeJobs jobs)
{
    /// <summary>In the transaction that stores a token which Zoom gave from an address of its own.</summary>
    /// <param name="work">The transaction.</param>
    /// <param name="tenant">Whose connection.</param>
    /// <param name="id">The connection.</param>
    /// <param name="isQuiet">Whether no token was ended before its time within the last hour.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task TokenCameAsync(
        Work work, TenantId tenant, ConnectionId id, bool isQuiet, CancellationToken cancellation)
    {
        var subject = RejectConnection.Subject(id);
        await alerts.ResolveAsync(work, tenant, RejectConnection.HostRefused, subject, cancellation);
        if (isQuiet)
        {
            await alerts.ResolveAsync(work, tenant, RejectConnection.OthersAlert, subject, cancellation);
        }
    }

    /// <summary>In the transaction that clears its mark.</summary>
    public async Task RunAsync(Work work, TenantId tenant, ConnectionId id, CancellationToken cancellation)
    {
        await alerts.ResolveAsync(work, tenant, RejectConnection.Alert, RejectConnection.Subject(id), cancellation);
        await jobs.RunAsync(
            work, tenant, id.Value.ToString(CultureInfo.InvariantCulture), FailureKind.CredentialRejected, cancellation);
    }
}
