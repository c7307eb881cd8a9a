using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Reconvene.Zoom.Calls;
using Reconvene.Zoom.Json;

namespace Reconvene.Zoom.OAuth;

/// <summary>Zoom's token endpoint. Asks once; trying again belongs to the caller.</summary>
/// <param name="http">Must not follow redirects; see <see cref="ZoomHttp.CreateHandler"/>.</param>
/// <param name="endpoints">Where Zoom is.</param>
/// <param name="time">The clock.</param>
public sealed class ZoomOAuth(HttpMessageInvoker http, ZoomEndpoints endpoints, TimeProvider time)
{
    private const string GetToken = "get a token";
    private const string RevokeToken = "revoke the token";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Asks for a server-to-server token. Its end is counted from the moment the request was sent, so that a slow
    /// answer or another clock cannot make it seem to live longer than it does.
    /// </summary>
    public async Task<ZoomResult<ZoomToken>> RequestServerToServerAsync(
        string accountId, string clientId, Secret clientSecret, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(accountId);
        ArgumentException.ThrowIfNullOrEmpty(clientId);
        var sentAt = time.GetUtcNow();
        KeyValuePair<string, string>[] form =
            [new("grant_type", "account_credentials"), new("account_id", accountId)];
        return await PostAsync(
            "/token", GetToken, form, (clientId, clientSecret), answer => Token(answer, sentAt), cancellation);
    }

    /// <summary>Tells Zoom that an access token is no longer wanted.</summary>
    public Task<ZoomResult<Done>> RevokeAsync(
        Secret accessToken, string clientId, Secret clientSecret, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(clientId);
        KeyValuePair<string, string>[] form = [new("token", accessToken.Reveal())];
        return PostAsync(
            "/revoke",
            RevokeToken,
            form,
            (clientId, clientSecret),
            static answer => answer.Error is { } failure
                ? ZoomResult.Failed<Done>(failure)
                : ZoomResult.Ok(default(Done)),
            cancellation);
    }

    private async Task<ZoomResult<T>> PostAsync<T>(
        string path,
        string what,
        KeyValuePair<string, string>[] form,
        (string Id, Secret Secret) client,
        Func<OAuthAnswer, ZoomResult<T>> read,
        CancellationToken cancellation)
    {
        using var activity = Tracing.Start("zoom.oauth" + path.Replace('/', '.'));
        var result = await SendAsync(path, what, form, client, read, cancellation);
        Tracing.End(activity, (result as ZoomResult<T>.Failed)?.Failure);
        return result;
    }

    private async Task<ZoomResult<T>> SendAsync<T>(
        string path,
        string what,
        KeyValuePair<string, string>[] form,
        (string Id, Secret Secret) client,
        Func<OAuthAnswer, ZoomResult<T>> read,
        CancellationToken cancellation)
    {
        var address = Wire.Raw(endpoints.OAuth, path);
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        try
        {
            using var request = Wire.Request(HttpMethod.Post, address);
            var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{client.Id}:{client.Secret.Reveal()}"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", basic);
            request.Content = new FormUrlEncodedContent(form);
            using var response = await Wire.SendAsync(http, request, either.Token);
            var status = (int)response.StatusCode;
            if (Wire.IsRedirect(status) || Wire.WasMoved(response, address))
            {
                return ZoomResult.Failed<T>(Failures.Redirected(what, status));
            }

            var (bytes, _) = await Body.ReadAsync(response.Content, Body.LargestError, either.Token);
            var error = ErrorBody.Read(bytes);
            return read(new OAuthAnswer(
                status,
                bytes,
                !response.IsSuccessStatusCode || error.IsError
                    ? Failures.FromAnswer(what, status, response.Headers, error, paging: false, time.GetUtcNow())
                    : null));
        }
        catch (Exception cause) when (Wire.IsOutage(cause, cancellation))
        {
            return ZoomResult.Failed<T>(Failures.Unreachable(what, cause));
        }
    }

    private ZoomResult<ZoomToken> Token(OAuthAnswer answer, DateTimeOffset sentAt)
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
            return ZoomResult.Failed<ZoomToken>(Failures.NotJson(GetToken, answer.Status, answer.Body.Span, odd));
        }

        return body is { AccessToken: { IsHeaderSafe: true } access, ExpiresIn: > 0 and < int.MaxValue and var seconds }
            ? Judge(body, access, sentAt.AddSeconds(seconds), answer.Status)
            : ZoomResult.Failed<ZoomToken>(Failures.Unreadable(
                GetToken,
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
            });
        }

        return ZoomResult.Ok(new ZoomToken(access, expiresAt)
        {
            Scopes = body.Scope?.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            ApiUrl = region,
            RefreshToken = body.RefreshToken,
        });
    }

    private sealed record OAuthAnswer(int Status, ReadOnlyMemory<byte> Body, ZoomFailure? Error);
}
