using System.Text.Json;
using Reconvene.Zoom.Calls;
using Reconvene.Zoom.Json;

namespace Reconvene.Zoom.OAuth;

/// <summary>Reads a token out of an answer of the token endpoint, and judges the region that it names.</summary>
internal sealed class TokenReader(ZoomEndpoints endpoints)
{
    public ZoomResult<ZoomToken> Read(OAuthRequest request, OAuthAnswer answer)
    {
        if (answer.Error is { } failure)
        {
            return ZoomResult.Failed<ZoomToken>(failure);
        }

        TokenBody? body;
        try
        {
            body = JsonSerializer.Deserialize(answer.Body.Span, ZoomJson.Default.TokenBody);
        }
        catch (JsonException odd)
        {
            return ZoomResult.Failed<ZoomToken>(
                Failures.NotJson(request.What, answer.Status, answer.Body.Span, odd));
        }

        return body is { AccessToken: { IsHeaderSafe: true } access, ExpiresIn: > 0 and < int.MaxValue and var seconds }
            ? Judge(body, access, answer.SentAt.AddSeconds(seconds), answer.Status)
            : ZoomResult.Failed<ZoomToken>(Failures.Unreadable(
                request.What,
                answer.Status,
                body?.AccessToken is { IsHeaderSafe: true } ? "$.expires_in" : "$.access_token",
                "It is missing or not usable."));
    }

    private ZoomResult<ZoomToken> Judge(TokenBody body, Secret access, DateTimeOffset expiresAt, int status)
    {
        var region = string.IsNullOrWhiteSpace(body.ApiAddress) ? null : body.ApiAddress.Trim();
        if (region is not null && endpoints.WithApiUrl(region) is null)
        {
            return ZoomResult.Failed<ZoomToken>(new ZoomFailure(
                ZoomFailureKind.HostRefused,
                "The token answer names an api_url that is not one of Zoom's hosts: the token is not used; check who "
                + "answers at the connection's OAuth address.")
            {
                Status = status,
                Where = "$.api_url",
                OutcomeUnknown = true,
            });
        }

        return ZoomResult.Ok(new ZoomToken(access, expiresAt)
        {
            Scopes = body.Scope?.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            ApiUrl = region,
            RefreshToken = body.RefreshToken,
        });
    }
}
