using Microsoft.AspNetCore.WebUtilities;
using Reconvene.Simulator.Control;

namespace Reconvene.Simulator.Tests.Kit;

/// <summary>A program that lets users consent to a user-managed app, and looks after their tokens.</summary>
internal sealed class Client(Sim sim, AppView app)
{
    public const string Redirect = "https://client.example/back";
    public const string Maria = "maria.keller@sim.example";
    public const string Anna = "anna.sokolova@sim.example";

    // The example of RFC 7636, appendix B.
    public const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    public const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    public AppView App { get; } = app;

    /// <summary>The user-managed app of the world, with an address to come back to.</summary>
    public static Client Of(Sim sim) => new(sim, sim.Control.OAuth.ChangeApp(
        sim.Control.OAuth.UserApp.ClientId, new AppChange { RedirectUris = [Redirect] }));

    public string AuthorizePath(string? challenge = Challenge, string redirect = Redirect, string further = "") =>
        $"/oauth/authorize?response_type=code&client_id={App.ClientId}&redirect_uri={Uri.EscapeDataString(redirect)}&state=st%2Fate%20%26"
        + (challenge is null ? "" : $"&code_challenge={challenge}&code_challenge_method=S256") + further;

    public Uri AuthorizeUrl(string? challenge = Challenge) => new(sim.Simulator.Address, AuthorizePath(challenge));

    public async Task<string> CodeAsync(string user = Maria, string? challenge = Challenge)
    {
        var callback = await sim.Control.OAuth.ConsentAsync(AuthorizeUrl(challenge), user, sim.Cancellation);
        return QueryHelpers.ParseQuery(callback.Query)["code"].ToString();
    }

    public Task<HttpResponseMessage> RedeemAsync(string code, string redirect = Redirect, string? verifier = Verifier)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = redirect,
        };
        if (verifier is not null)
        {
            form["code_verifier"] = verifier;
        }

        return AskAsync("/oauth/token", form);
    }

    public Task<HttpResponseMessage> RefreshAsync(string token) => AskAsync("/oauth/token", new(StringComparer.Ordinal)
    {
        ["grant_type"] = "refresh_token", ["refresh_token"] = token,
    });

    public Task<HttpResponseMessage> RevokeAsync(string token) =>
        AskAsync("/oauth/revoke", new(StringComparer.Ordinal) { ["token"] = token });

    /// <summary>A fresh pair, after a fresh consent.</summary>
    public async Task<(string Access, string Refresh)> PairAsync(string user = Maria) =>
        await PairOfAsync(await RedeemAsync(await CodeAsync(user)));

    public async Task<(string Access, string Refresh)> RefreshedAsync(string token) => await PairOfAsync(await RefreshAsync(token));

    public async Task<HttpResponseMessage> AskAsync(string path, Dictionary<string, string> form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Authorization = Sim.Basic(App.ClientId, App.ClientSecret);
        return await sim.Http.SendAsync(request, sim.Cancellation);
    }

    private async Task<(string Access, string Refresh)> PairOfAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            var body = await sim.JsonAsync(answer);
            Assert.True(answer.IsSuccessStatusCode, body.ToJsonString());
            return (body["access_token"]!.ToString(), body["refresh_token"]!.ToString());
        }
    }
}
