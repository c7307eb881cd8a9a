using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Http;
using Reconvene.Server.ZoomApps;

namespace Reconvene.Server.Connections.Consent;

/// <summary>Which Zoom app a person consents to, and the address that Zoom sends them back to.</summary>
internal sealed class ConsentApps(Database database, ZoomAppCredentials credentials, PublicAddress address)
{
    /// <summary>The address to enter at Zoom when an app names no other.</summary>
    public const string CallbackPath = "/api/v1/oauth/zoom/callback";

    /// <summary>The apps that a consent may be begun with: complete, and used by no Server-to-Server connection.</summary>
    public Task<IReadOnlyList<ConsentApp>> ListAsync(TenantId tenant, CancellationToken cancellation) =>
        database.QueryAsync<ConsentApp>(
            """
            SELECT a.id, a.name, a.redirect_uri
            FROM zoom_apps a
            WHERE a.tenant_id = @tenant AND a.client_id <> '' AND a.client_secret_sealed IS NOT NULL
                AND NOT EXISTS (
                    SELECT 1 FROM zoom_connections c
                    WHERE c.tenant_id = @tenant AND c.zoom_app_id = a.id AND c.grant_kind = 'server_to_server')
            ORDER BY a.id
            """,
            new { tenant },
            cancellation);

    /// <summary>
    /// Of a connection that is made good again its own app, since its tokens count for that one alone; else the app of that
    /// name; else the one of the settings; else the tenant's only one that no Server-to-Server connection uses.
    /// </summary>
    public async Task<ConsentAppChoice> ChooseAsync(
        TenantId tenant, string? name, ZoomAppId? present, CancellationToken cancellation)
    {
        // A pasted token may have come without its app; then any will do, and the connection moves to it.
        if (present is { } own
            && await credentials.FindAsync(tenant, own, cancellation) is { ClientId.Length: > 0 } its)
        {
            return its.ClientSecret.IsEmpty
                ? new ConsentAppChoice.None("The Zoom app of this connection has no client secret: set it on the app, then reconnect.")
                : Found(its);
        }

        var candidates = await ListAsync(tenant, cancellation);
        var chosen = name is not null
            ? candidates.FirstOrDefault(app => string.Equals(app.Name, name, StringComparison.OrdinalIgnoreCase))
            : candidates.FirstOrDefault(app => app.Name is ZoomAppRules.OAuthName)
                ?? candidates.FirstOrDefault(app => app.Name is ZoomAppRules.BootstrapName)
                ?? (candidates is [var only] ? only : null);
        if (chosen is null || await credentials.FindAsync(tenant, chosen.Id, cancellation) is not { } app)
        {
            return new ConsentAppChoice.None(Why(name, candidates));
        }

        return Found(app);
    }

    private ConsentAppChoice.Found Found(ZoomAppCredential app) =>
        new(app, string.IsNullOrEmpty(app.RedirectUri) ? address.Origin + CallbackPath : app.RedirectUri);

    private static string Why(string? name, IReadOnlyList<ConsentApp> candidates) => (name, candidates.Count) switch
    {
        ({ } wanted, > 0) => $"No Zoom app named '{wanted}' can ask for consent: name one of {Names(candidates)}.",
        (_, 0) => "No Zoom app is there that can ask for consent: set OAUTH_ZOOM_CLIENT_ID and OAUTH_ZOOM_CLIENT_SECRET, write config/oauth_zoom.json, or make one with POST /api/v1/zoom-apps.",
        _ => $"Several Zoom apps can ask for consent: name one with ?app=, such as {Names(candidates)}.",
    };

    private static string Names(IEnumerable<ConsentApp> candidates) =>
        string.Join(", ", candidates.Take(10).Select(app => app.Name));
}

internal abstract record ConsentAppChoice
{
    private ConsentAppChoice()
    {
    }

    internal sealed record Found(ZoomAppCredential App, string RedirectUri) : ConsentAppChoice;

    internal sealed record None(string Reason) : ConsentAppChoice;
}
