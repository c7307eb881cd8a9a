using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Reconvene.Simulator.Zoom.Http;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.OAuth;

/// <summary>The two token calls. They are the same on zoom.us and on the API host.</summary>
internal sealed class TokenEndpoints(World world, TokenStore tokens, SimulatorSwitches switches)
{
    public IEnumerable<Route> Routes =>
    [
        new("POST", "/oauth/token", TokenAsync),
        new("POST", "/oauth/revoke", RevokeAsync),
    ];

    private async Task TokenAsync(Call call)
    {
        if (!IsTheApp(call))
        {
            await RefuseAsync(call, "Invalid client_id or client_secret", "invalid_client");
            return;
        }

        var parameters = await ParametersAsync(call);
        switch (parameters("grant_type"))
        {
            case null or "":
                await RefuseAsync(call, "Missing grant type", "invalid_request");
                break;
            case "account_credentials" when parameters("account_id") != world.Account.AccountId:
                await RefuseAsync(call, "Bad Request", "invalid_request");
                break;
            case "account_credentials":
                await AnswerAsync(call);
                break;
            default:
                await RefuseAsync(call, "Unsupported grant type", "unsupported_grant_type");
                break;
        }
    }

    private Task AnswerAsync(Call call)
    {
        var token = tokens.Issue(TokenKind.Access, switches.TokenLife, [.. switches.GrantedScopes]);
        var body = new JsonObject
        {
            ["access_token"] = token.Value,
            ["token_type"] = "bearer",
            ["expires_in"] = switches.AnnouncedTokenLifeSeconds,
        };
        if (!switches.OmitScopeInTokenAnswer)
        {
            body["scope"] = string.Join(' ', token.Scopes);
        }

        if (!switches.OmitApiUrlInTokenAnswer)
        {
            body["api_url"] = switches.ApiUrlInTokenAnswer ?? call.Origin;
        }

        return call.JsonAsync(StatusCodes.Status200OK, body);
    }

    private async Task RevokeAsync(Call call)
    {
        if (!IsTheApp(call))
        {
            await RefuseAsync(call, "Invalid client_id or client_secret", "invalid_client");
            return;
        }

        var parameters = await ParametersAsync(call);
        if (!tokens.Revoke(parameters("token") ?? ""))
        {
            await RefuseAsync(call, "Invalid Token!", "invalid_request");
            return;
        }

        await call.JsonAsync(StatusCodes.Status200OK, new JsonObject { ["status"] = "success" });
    }

    private bool IsTheApp(Call call)
    {
        var header = call.Context.Request.Headers.Authorization.ToString();
        const string Scheme = "Basic ";
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var pair = new byte[header.Length];
        return Convert.TryFromBase64String(header[Scheme.Length..].Trim(), pair, out var length)
            && Encoding.UTF8.GetString(pair, 0, length) == $"{world.Account.ClientId}:{world.Account.ClientSecret}";
    }

    /// <summary>Form or query: both are in use, and both work at Zoom.</summary>
    private static async Task<Func<string, string?>> ParametersAsync(Call call)
    {
        var request = call.Context.Request;
        var form = request.HasFormContentType ? await request.ReadFormAsync(call.Cancellation) : null;
        return name => form is not null && form.TryGetValue(name, out var value) ? (string?)value : call.Query(name);
    }

    private static Task RefuseAsync(Call call, string reason, string error) =>
        call.JsonAsync(StatusCodes.Status400BadRequest, new JsonObject { ["reason"] = reason, ["error"] = error });
}
