using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Reconvene.Simulator.Control;
using Reconvene.Simulator.Zoom.Apps;
using Reconvene.Simulator.Zoom.Http;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.OAuth;

/// <summary>The two token calls. They are the same on zoom.us and on the API host.</summary>
internal sealed class TokenEndpoints(SimulatorState state)
{
    private readonly TokenNotes _notes = new(state);

    public IEnumerable<Route> Routes =>
    [
        new("POST", "/oauth/token", TokenAsync) { Notice = _notes.TakeAsync },
        new("POST", "/oauth/revoke", RevokeAsync),
    ];

    private SimulatorSwitches Switches => state.Switches;

    private World World => state.World;

    private async Task TokenAsync(Call call)
    {
        var parameters = await call.ParametersAsync();
        var (app, refusal) = Clients.Judge(call, state.Apps);
        var (pair, error) = app is null ? (null, refusal) : Exchange(call, app, parameters);
        await (pair is null ? RefuseAsync(call, error!) : AnswerAsync(call, pair));
    }

    private (TokenPair? Pair, OAuthError? Error) Exchange(Call call, ZoomApp app, Func<string, string?> parameters) =>
        (parameters("grant_type"), app.Kind) switch
        {
            (null or "", _) => (null, OAuthError.NoGrantType),
            ("account_credentials", not AppKind.UserManaged) => OfAccount(app, parameters("account_id") ?? ""),
            ("authorization_code", AppKind.UserManaged) => state.Grants.Redeem(
                app, parameters("code") ?? "", parameters("redirect_uri"), parameters("code_verifier")),
            ("refresh_token", AppKind.UserManaged) => Refresh(call, app, parameters("refresh_token") ?? ""),
            _ => (null, OAuthError.UnsupportedGrantType),
        };

    /// <summary>Its own account, and for a master app each account below.</summary>
    private (TokenPair? Pair, OAuthError? Error) OfAccount(ZoomApp app, string accountId)
    {
        var isBelow = app.Kind == AppKind.Master && World.Under(app.AccountId).Any(account => account.AccountId == accountId);
        return accountId == app.AccountId || isBelow
            ? (new TokenPair(state.Tokens.Issue(app, accountId, state.Apps.ScopesOf(app)), Refresh: null), null)
            : (null, OAuthError.WrongAccount);
    }

    private (TokenPair? Pair, OAuthError? Error) Refresh(Call call, ZoomApp app, string value)
    {
        if (value.Length == 0)
        {
            return (null, OAuthError.EmptyToken);
        }

        _notes.Judge(call, value);
        return state.Grants.Refresh(app, value);
    }

    private Task AnswerAsync(Call call, TokenPair pair)
    {
        var body = new JsonObject { ["access_token"] = pair.Access.Value, ["token_type"] = "bearer" };
        if (pair.Refresh is { } refresh)
        {
            body["refresh_token"] = refresh.Value;
        }

        body["expires_in"] = Switches.AnnouncedTokenLifeSeconds;
        if (!Switches.OmitScopeInTokenAnswer)
        {
            body["scope"] = string.Join(' ', pair.Access.Scopes);
        }

        if (!Switches.OmitApiUrlInTokenAnswer)
        {
            body["api_url"] = Switches.ApiUrlInTokenAnswer ?? call.ApiOrigin;
        }

        return call.JsonAsync(StatusCodes.Status200OK, body);
    }

    private async Task RevokeAsync(Call call)
    {
        var parameters = await call.ParametersAsync();
        var (app, refusal) = Clients.Judge(call, state.Apps);
        if (app is null)
        {
            await RefuseAsync(call, refusal!);
            return;
        }

        if (!state.Tokens.Revoke(app, parameters("token") ?? ""))
        {
            await RefuseAsync(call, OAuthError.DeadToken with { Error = "invalid_request" });
            return;
        }

        await call.JsonAsync(StatusCodes.Status200OK, new JsonObject { ["status"] = "success" });
    }

    private Task RefuseAsync(Call call, OAuthError error) => call.JsonAsync(
        Switches.RefuseClientWith401 && error.Error == "invalid_client"
            ? StatusCodes.Status401Unauthorized
            : StatusCodes.Status400BadRequest,
        OAuthErrorShapes.Of(error, Switches));
}
