using Reconvene.Server.Connections.Tokens;
using Reconvene.Server.ZoomApps;
using Reconvene.Zoom;
using Reconvene.Zoom.OAuth;

namespace Reconvene.Server.Connections.Checks;

/// <summary>Tries a connection at Zoom. What tokens do to the connection by that, they do by their own rules; nothing else is written.</summary>
internal sealed class LookAtConnection(
    LiveToken live, LookForRecordings recordings, TryMeeting tryMeeting, ZoomClients zoom, TokenStore tokens,
    ZoomAppQueries apps, TimeProvider time)
{
    public async Task<CheckFacts> RunAsync(
        ZoomConnection connection, InteractiveCall interactive, bool createMeeting, CancellationToken cancellation)
    {
        var facts = await OnRecordAsync(connection, cancellation);
        if (await interactive.RunAsync(stop => live.GetAsync(connection, stop), cancellation) is ZoomResult<ZoomToken>.Failed(var noToken))
        {
            return facts with { TokenFailure = noToken };
        }

        var who = connection.IsOfOneUser ? ZoomConnection.Me : null;
        var call = await interactive.RunAsync(stop => zoom.For(connection).ProbeAsync(who, stop), cancellation);
        var answeredAt = time.GetUtcNow();
        var token = (await tokens.FindAsync(Key(connection), cancellation))?.Token;
        facts = facts with
        {
            Scopes = token?.Scopes,
            Call = call,
            EarlyRefusals = await tokens.EarlyRefusalsAsync(Key(connection), cancellation),
        };
        if (facts.Probe is { ZoomTime: { } zoomTime } probe)
        {
            // Zoom wrote its time somewhere on the way; half of the way is the best guess.
            facts = facts with { Ahead = answeredAt - (probe.RoundTrip / 2) - zoomTime };
        }

        return call is ZoomResult<ZoomProbe>.Failed({ Kind: not ZoomFailureKind.ScopeMissing })
            ? facts
            : await FurtherAsync(facts, interactive, createMeeting, cancellation);
    }

    private static TokenKey Key(ZoomConnection connection) => new(connection.TenantId, connection.Id);

    /// <summary>What Zoom answers beyond the small call.</summary>
    private async Task<CheckFacts> FurtherAsync(
        CheckFacts facts, InteractiveCall interactive, bool createMeeting, CancellationToken cancellation)
    {
        var first = facts.Connection.IsOfOneUser ? ZoomConnection.Me : facts.Probe?.User?.Id;
        facts = facts with { Recordings = await recordings.RunAsync(facts.Connection, first, interactive, cancellation) };
        return createMeeting
            ? facts with { Meeting = await tryMeeting.RunAsync(facts.Connection, first ?? ZoomConnection.Me, cancellation) }
            : facts;
    }

    private async Task<CheckFacts> OnRecordAsync(ZoomConnection connection, CancellationToken cancellation)
    {
        var app = await apps.FindAsync(connection.TenantId, connection.ZoomAppId, cancellation);
        return new CheckFacts
        {
            Connection = connection,
            At = time.GetUtcNow(),
            EarlyRefusals = await tokens.EarlyRefusalsAsync(Key(connection), cancellation),
            HasWebhookSecret = app?.WebhookSecretsSealed is not null,
            LastCrcAt = app?.LastCrcAt,
            LastEventAt = app?.LastEventAt,
        };
    }
}
