using Reconvene.Simulator.Control;
using Reconvene.Simulator.Control.Phone;
using Reconvene.Simulator.Zoom.Api;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.Apps;

/// <summary>All apps: the three of the world, then those that were added.</summary>
internal sealed class AppRegistry
{
    private readonly List<ZoomApp> _apps = [];
    private readonly Lock _gate = new();
    private readonly SeededRandom _random;
    private readonly World _world;
    private readonly SimulatorSwitches _switches;

    public AppRegistry(SimulatorOptions options, World world)
    {
        _random = SeededRandom.For(options.Seed, "apps");
        _world = world;
        _switches = options.Switches;
        Main = Add(new NewApp { Name = "Sim Server-to-Server", Kind = AppKind.ServerToServer, WebhookTarget = options.WebhookTarget });
        User = Add(new NewApp { Name = "Sim Recordings", RedirectUris = options.RedirectUris });
        Master = Add(new NewApp { Name = "Sim Master", Kind = AppKind.Master });
        if (options.WithPhoneScopes)
        {
            Main.Scopes = _switches.GrantedScopes = [.. _switches.GrantedScopes, .. PhoneScopes.OfAccounts];
            User.Scopes = [.. User.Scopes, .. PhoneScopes.OfUsers];
            Master.Scopes = [.. Master.Scopes, .. PhoneScopes.OfAccounts];
        }
    }

    public ZoomApp Main { get; }

    public ZoomApp User { get; }

    public ZoomApp Master { get; }

    public IReadOnlyList<ZoomApp> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _apps];
            }
        }
    }

    public ZoomApp? Find(string clientId) => All.FirstOrDefault(app => app.ClientId == clientId);

    /// <summary>The first app's scopes have always been a switch.</summary>
    public IReadOnlyList<string> ScopesOf(ZoomApp app) => app == Main ? [.. _switches.GrantedScopes] : app.Scopes;

    public ZoomApp Add(NewApp wish)
    {
        RefuseUnfit(wish);
        lock (_gate)
        {
            var app = new ZoomApp
            {
                Name = wish.Name,
                Kind = wish.Kind,
                AccountId = wish.AccountId ?? _world.Account.AccountId,
                ClientId = wish.ClientId ?? "simclient_" + _random.Text(12),
                ClientSecret = wish.ClientSecret ?? "simsecret_" + _random.Text(22),
                WebhookSecret = wish.WebhookSecret ?? "simhook_" + _random.Text(14),
                Scopes = wish.Scopes ?? Scopes.Of(wish.Kind, wish.ScopeFamily),
                RedirectUris = wish.RedirectUris,
                WebhookTarget = wish.WebhookTarget,
                IsPublished = wish.IsPublished,
            };
            _apps.Add(app);
            return app;
        }
    }

    public void Change(ZoomApp app, AppChange change)
    {
        RefuseUnfit(app.Kind, change.Scopes);
        if (app == Main && change.Scopes is not null)
        {
            _switches.GrantedScopes = change.Scopes;
        }

        app.Scopes = change.Scopes ?? app.Scopes;
        app.IsEnabled = change.IsEnabled ?? app.IsEnabled;
        app.ClientSecret = change.ClientSecret ?? app.ClientSecret;
        app.RedirectUris = change.RedirectUris ?? app.RedirectUris;
        app.WebhookTarget = change.WebhookTarget ?? app.WebhookTarget;
        app.WebhookSecret = change.WebhookSecret ?? app.WebhookSecret;
    }

    private void RefuseUnfit(NewApp wish)
    {
        RefuseUnfit(wish.Kind, wish.Scopes);
        if (wish.AccountId is { } account && _world.FindAccount(account) is null)
        {
            throw new ArgumentException($"Account '{account}' does not exist: GET /_control/world lists them.", nameof(wish));
        }

        if (wish.ClientId is { } id && Find(id) is not null)
        {
            throw new ArgumentException($"Client id '{id}' is taken: leave it out, or choose another.", nameof(wish));
        }
    }

    /// <summary>A user-managed app may hold user scopes only [Zoom's app types].</summary>
    private static void RefuseUnfit(AppKind kind, IReadOnlyList<string>? scopes)
    {
        if (kind == AppKind.UserManaged && scopes?.FirstOrDefault(Scopes.IsForAccounts) is { } wide)
        {
            throw new ArgumentException(
                $"A user-managed app cannot hold '{wide}': choose scopes without :admin or :master.", nameof(scopes));
        }
    }
}
