using Reconvene.Simulator.Zoom;
using Reconvene.Simulator.Zoom.Apps;
using Reconvene.Simulator.Zoom.OAuth;
using Reconvene.Simulator.Zoom.Webhooks;

namespace Reconvene.Simulator.Control;

/// <summary>Scripts apps and consents, and tells what the token endpoint was asked for.</summary>
public sealed class OAuthControl
{
    private readonly SimulatorState _state;
    private readonly Consent _consent;

    internal OAuthControl(SimulatorState state)
    {
        _state = state;
        _consent = new Consent(state.World, state.Grants, state.Switches);
    }

    /// <summary>All apps: the three of the world, then those that were added.</summary>
    public IReadOnlyList<AppView> Apps => [.. _state.Apps.All.Select(View)];

    /// <summary>The Server-to-Server app of the main account.</summary>
    public AppView ServerToServerApp => View(_state.Apps.Main);

    /// <summary>The user-managed app of the main account.</summary>
    public AppView UserApp => View(_state.Apps.User);

    /// <summary>The Server-to-Server app that reaches into the accounts below as well.</summary>
    public AppView MasterApp => View(_state.Apps.Master);

    /// <summary>Every consent so far, ended or not.</summary>
    public IReadOnlyList<GrantView> Grants => [.. _state.Grants.All.Select(grant => new GrantView(
        grant.Number, grant.App.ClientId, grant.User.Email, grant.Scopes, grant.Generation, grant.IsEnded))];

    /// <summary>What the token endpoint was asked for since the start or since the log was cleared, in the order of arrival.</summary>
    public IReadOnlyList<TokenRequest> TokenRequests => TokenRequest.Of(_state.Journal.Requests);

    /// <summary>Adds an app.</summary>
    public AppView AddApp(NewApp app)
    {
        ArgumentNullException.ThrowIfNull(app);
        return View(_state.Apps.Add(app));
    }

    /// <summary>Changes what the change names, and leaves the rest.</summary>
    public AppView ChangeApp(string clientId, AppChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var app = AppOf(clientId);
        _state.Apps.Change(app, change);
        if (!app.IsEnabled)
        {
            _state.Tokens.DropAll(app);
        }

        return View(app);
    }

    /// <summary>Allows what the address of the authorize page asks for, as this user, and returns where that leads: with a code and the state.</summary>
    public Task<Uri> ConsentAsync(Uri authorizeUrl, string userEmail, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var (callback, error) = _consent.Allow(RequestOf(authorizeUrl), userEmail);
        return Task.FromResult(callback ?? throw new ArgumentException(error!.Reason, nameof(userEmail)));
    }

    /// <summary>Declines what the address of the authorize page asks for, and returns where that leads.</summary>
    public Task<Uri> DeclineAsync(Uri authorizeUrl, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(RequestOf(authorizeUrl).Declined());
    }

    /// <summary>
    /// The user removes the app in Zoom: its tokens die and <c>app_deauthorized</c> is sent. Null when the app gets no events.
    /// </summary>
    public async Task<WebhookDelivery?> DeauthorizeAsync(string clientId, string userEmail, CancellationToken cancellation)
    {
        var app = AppOf(clientId);
        var grant = _state.World.FindUser(userEmail) is { } user ? _state.Grants.FindLive(app, user) : null;
        if (grant is null)
        {
            throw new ArgumentException($"User '{userEmail}' has not allowed app '{clientId}': let the user consent first.", nameof(userEmail));
        }

        grant.IsEnded = true;
        return await _state.Webhooks.SendAsync(app, EventShapes.Deauthorized(app, grant.User, _state.Clock.GetUtcNow()), cancellation);
    }

    private AuthorizeRequest RequestOf(Uri authorizeUrl)
    {
        ArgumentNullException.ThrowIfNull(authorizeUrl);
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(authorizeUrl.Query);
        var (request, error) = AuthorizeRequest.Read(
            name => query.TryGetValue(name, out var value) ? (string?)value : null, _state.Apps);
        return request ?? throw new ArgumentException(
            $"The authorize page would answer '{error!.Reason}': correct the address or the app.", nameof(authorizeUrl));
    }

    private ZoomApp AppOf(string clientId) => _state.Apps.Find(clientId)
        ?? throw new ArgumentException($"No app has client id '{clientId}': GET /_control/world lists them.", nameof(clientId));

    private AppView View(ZoomApp app) => ControlViews.Of(app, _state.Apps.ScopesOf(app));
}
