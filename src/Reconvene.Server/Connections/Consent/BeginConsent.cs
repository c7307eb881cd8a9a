using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Http;
using Reconvene.Zoom.OAuth;

namespace Reconvene.Server.Connections.Consent;

/// <summary>Begins a person's consent: the address of Zoom's page, with a state that comes back once.</summary>
internal sealed class BeginConsent(
    Database database, ConsentStore consents, ConsentState states, ConnectionQueries connections, ConsentApps apps,
    ReturnAddress returns, ZoomOAuth oauth, AuditTrail audit)
{
    public async Task<ConsentBegun> RunAsync(ConsentRequest request, CancellationToken cancellation)
    {
        ZoomConnection? reconnect = null;
        if (request.Reconnect is { } id
            && (reconnect = await connections.FindAsync(request.Tenant, id, cancellation)) is not { IsOfOneUser: true })
        {
            return new ConsentBegun.NoConnection();
        }

        var choice = await apps.ChooseAsync(request.Tenant, request.App, reconnect?.ZoomAppId, cancellation);
        if (choice is not ConsentAppChoice.Found(var app, var redirectUri))
        {
            return new ConsentBegun.NoApp(((ConsentAppChoice.None)choice).Reason);
        }

        var consent = new NewConsent
        {
            Tenant = request.Tenant,
            App = app.App,
            User = request.User,
            BegunIn = request.BegunIn,
            Reconnect = request.Reconnect,
            StateKey = ConsentKey.Make(),
            BrowserKey = request.BegunIn is BegunIn.Browser ? ConsentKey.Make() : null,
            Verifier = Pkce.NewVerifier(),
            RedirectUri = redirectUri,
            ReturnTo = returns.Judge(request.ReturnTo),
            Chat = request.Chat,
        };
        await using var work = await database.BeginAsync(cancellation);
        await consents.AddAsync(work, consent, cancellation);
        await audit.RecordAsync(
            work, new(request.Tenant, request.Actor, "consent.begun", $"zoom_app:{app.App.Value}"), cancellation);
        await work.CommitAsync(cancellation);
        return new ConsentBegun.Yes(
            oauth.AuthorizeAddress(
                app.ClientId, redirectUri, states.Make(consent.StateKey), Pkce.Challenge(consent.Verifier)),
            consent.BrowserKey);
    }
}

/// <summary>Who wants a connection, and where it goes.</summary>
internal sealed record ConsentRequest(TenantId Tenant, UserId? User, AuditActor Actor, string BegunIn)
{
    /// <summary>Name of the Zoom app; the one that fits when null.</summary>
    public string? App { get; init; }

    /// <summary>The connection that is to be made good again; a new one when null.</summary>
    public ConnectionId? Reconnect { get; init; }

    /// <summary>Where the person goes afterwards.</summary>
    public string? ReturnTo { get; init; }

    public Chat? Chat { get; init; }
}

internal abstract record ConsentBegun
{
    private ConsentBegun()
    {
    }

    /// <summary>Begun: the person goes to Zoom's page.</summary>
    /// <param name="Address">Zoom's page.</param>
    /// <param name="BrowserKey">For the cookie of the browser that began; null when none did.</param>
    internal sealed record Yes(Uri Address, string? BrowserKey) : ConsentBegun;

    /// <summary>No Zoom app is there for it, or several.</summary>
    internal sealed record NoApp(string Reason) : ConsentBegun;

    /// <summary>What is to be reconnected is no connection of a person.</summary>
    internal sealed record NoConnection : ConsentBegun;
}
