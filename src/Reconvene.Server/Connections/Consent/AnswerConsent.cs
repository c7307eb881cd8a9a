using Reconvene.Server.Connections.Removal;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;
using Reconvene.Zoom.OAuth;

namespace Reconvene.Server.Connections.Consent;

/// <summary>
/// A person who followed a link is told which tenant, chat and Zoom account it joins, and says yes or no. Until then
/// there is no connection; on no, the grant is given back to Zoom.
/// </summary>
internal sealed class AnswerConsent(
    Database database, ConsentStore consents, KeepGrant keep, RevokeGrant revoke, AuditTrail audit)
{
    private const string Over = "This question was answered already, or waited longer than ten minutes: begin again from this server.";

    /// <summary>What is asked of the holder of the key; null when nothing is, or no longer.</summary>
    public async Task<AskedConsent?> FindAsync(string? answerKey, CancellationToken cancellation)
    {
        if (answerKey is null || await consents.FindAskedAsync(answerKey, cancellation) is not { } row)
        {
            return null;
        }

        var names = await database.FindAsync<Names>(
            """
            SELECT t.name AS tenant, a.name AS app, u.name AS begun_by
            FROM tenants t
            JOIN zoom_apps a ON a.tenant_id = t.id AND a.id = @app
            LEFT JOIN users u ON u.tenant_id = t.id AND u.id = @user
            WHERE t.id = @tenant
            """,
            new { tenant = row.TenantId, app = row.ZoomAppId, user = row.UserId },
            cancellation);
        return new AskedConsent(names!.Tenant, names.App, names.BegunBy, row.ZoomEmail!, row.ChatId, row.ExpiresAt);
    }

    public async Task<ConsentOutcome> RunAsync(string? answerKey, bool isYes, CancellationToken cancellation)
    {
        if (answerKey is null || await consents.FindAskedAsync(answerKey, cancellation) is not { } row)
        {
            return new ConsentOutcome.Refused("invalid_state", Over);
        }

        var grant = await consents.OpenGrantAsync(row, cancellation);
        await using var work = await database.BeginAsync(cancellation);
        var outcome = isYes
            ? await keep.RunAsync(work, row, grant, "asked", cancellation)
            : await GiveBackAsync(work, row, grant, grant.Token, "The person said no.", cancellation);
        await work.CommitAsync(cancellation);
        return outcome;
    }

    /// <summary>Nobody said yes in time: the same as no.</summary>
    public async Task GiveUpAsync(ConsentRow row, CancellationToken cancellation)
    {
        var token = await consents.OpenTokenAsync(row, cancellation);
        var grant = row.ZoomUserId is null ? null : await consents.OpenGrantAsync(row, cancellation);
        await using var work = await database.BeginAsync(cancellation);
        await GiveBackAsync(work, row, grant, token, "Nobody answered in time.", cancellation);
        await work.CommitAsync(cancellation);
    }

    /// <summary>What cannot even be opened is set aside, so that it is not looked at for ever.</summary>
    public async Task SetAsideAsync(ConsentRow row, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        await ConsentStore.MoveAsync(work, row, row.State, "failed", "Its sealed grant does not open.", cancellation);
        await work.CommitAsync(cancellation);
    }

    private async Task<ConsentOutcome> GiveBackAsync(
        Work work, ConsentRow row, ConsentGrant? grant, ZoomToken token, string reason, CancellationToken cancellation)
    {
        if (!await ConsentStore.MoveAsync(work, row, row.State, "refused", reason, cancellation))
        {
            return new ConsentOutcome.Refused("invalid_state", Over);
        }

        // Zoom ended the pair of a connection that this person has already: it gets the new one, and lives on.
        if (grant is null || !await keep.RestoreAsync(work, row, grant, cancellation))
        {
            await revoke.RunAsync(work, row.TenantId, row.ZoomAppId, token, grant?.ZoomUserId, cancellation);
        }

        await audit.RecordAsync(
            work, new(row.TenantId, AuditActor.Anonymous(), "consent.refused", $"consent:{row.Id}"), cancellation);
        return new ConsentOutcome.Declined(row.ReturnTo);
    }

    private sealed class Names
    {
        public string Tenant { get; init; } = "";

        public string App { get; init; } = "";

        public string? BegunBy { get; init; }
    }
}

/// <summary>What a person is asked.</summary>
/// <param name="Tenant">Name of the tenant that will hold the recordings.</param>
/// <param name="App">Name of the Zoom app.</param>
/// <param name="BegunBy">Who made the link; null when a chat did.</param>
/// <param name="ZoomEmail">The Zoom user who consented.</param>
/// <param name="ChatId">The chat that will get what is made; null when none.</param>
/// <param name="ExpiresAt">When the question lapses.</param>
internal sealed record AskedConsent(
    string Tenant, string App, string? BegunBy, string ZoomEmail, long? ChatId, DateTimeOffset ExpiresAt);
