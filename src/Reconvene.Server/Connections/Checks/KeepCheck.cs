using Reconvene.Client.Connections;
using Reconvene.Server.Connections.Tokens;
using Reconvene.Server.Platform.Alerts;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Connections.Checks;

/// <summary>
/// Puts a look at a connection on record, with what follows from it: whose it is, and an alert of features that went. That a
/// connection which Zoom refused works again is told where its new token is stored.
/// </summary>
internal sealed class KeepCheck(CheckStore store, Alerts alerts)
{
    /// <summary>The alert of a connection that can do less than before.</summary>
    public const string FeatureLost = "connection.feature_lost";

    /// <summary>In the caller's transaction. Null when the connection was removed meanwhile.</summary>
    public async Task<CredentialCheck?> RunAsync(Work work, CheckFacts facts, CancellationToken cancellation)
    {
        var (tenant, id) = (facts.Connection.TenantId, facts.Connection.Id);
        var before = await CheckStore.HistoryAsync(work, tenant, id, cancellation);
        var check = CheckReport.Of(facts, await RecognizeAsync(work, facts, cancellation));
        var after = before.After(check);
        if (!await CheckStore.PutAsync(work, tenant, check, after, cancellation))
        {
            return null;
        }

        if (!after.Lost.SequenceEqual(before.Lost, StringComparer.Ordinal))
        {
            await TellLostAsync(work, facts.Connection, check, after, cancellation);
        }

        return check;
    }

    private async Task<RecognizedUser> RecognizeAsync(Work work, CheckFacts facts, CancellationToken cancellation) =>
        facts is { Connection: { IsOfOneUser: true, ZoomUserId: null }, Probe.User: { Id.Length: > 0 } user }
            ? await store.RecognizeAsync(work, facts.Connection, user, cancellation)
            : new RecognizedUser.Nothing();

    /// <summary>One alert a connection: it is raised anew when other features went.</summary>
    private async Task TellLostAsync(
        Work work, ZoomConnection connection, CredentialCheck check, FeatureHistory history, CancellationToken cancellation)
    {
        var subject = RejectConnection.Subject(connection.Id);
        await alerts.ResolveAsync(work, connection.TenantId, FeatureLost, subject, cancellation);
        if (history.Lost.Count is 0)
        {
            return;
        }

        var names = check.Features.Where(feature => history.Lost.Contains(feature.Id, StringComparer.Ordinal)).Select(feature => feature.Name);
        await alerts.RaiseAsync(
            work,
            new(
                connection.TenantId,
                FeatureLost,
                subject,
                AlertSeverity.Warning,
                $"Connection {connection.Id.Value} no longer has the scopes for: {string.Join(", ", names)}. Add them to the Zoom app again; its check names them."),
            cancellation);
    }
}
