using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text;
using Reconvene.Zoom.Calls;

namespace Reconvene.Zoom.OAuth;

/// <summary>
/// Zoom's authorize page and token endpoint. Asks once and waits 45 s at most; trying again belongs to the caller, as
/// <see cref="ZoomFailure.OutcomeUnknown"/> tells. Safe for concurrent use.
/// </summary>
/// <param name="http">Must not follow redirects; see <see cref="ZoomHttp.CreateHandler"/>.</param>
/// <param name="endpoints">Where Zoom is.</param>
/// <param name="time">The clock.</param>
public sealed class ZoomOAuth(HttpMessageInvoker http, ZoomEndpoints endpoints, TimeProvider time)
{
    // Zoom has been seen to take half a minute, and an answer that is not awaited may take the grant with it.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(45);

    private readonly TokenReader _reader = new(endpoints);

    /// <summary>The page where a person grants access. The scopes are those of the app: none are sent.</summary>
    /// <param name="clientId">The app.</param>
    /// <param name="redirectUri">Where the code goes; must stand in the app's allow list, letter by letter.</param>
    /// <param name="state">Random, used once, and tied to the browser that begins.</param>
    /// <param name="codeChallenge">What <see cref="Pkce.Challenge"/> gives.</param>
    [SuppressMessage("Design", "CA1054", Justification = "Zoom compares its letters: a Uri may write it differently.")]
    public Uri AuthorizeAddress(string clientId, string redirectUri, string state, string codeChallenge)
    {
        ArgumentException.ThrowIfNullOrEmpty(clientId);
        ArgumentException.ThrowIfNullOrEmpty(redirectUri);
        ArgumentException.ThrowIfNullOrEmpty(state);
        ArgumentException.ThrowIfNullOrEmpty(codeChallenge);
        return Wire.Raw(
            endpoints.OAuth,
            $"/authorize?response_type=code&client_id={Uri.EscapeDataString(clientId)}"
            + $"&redirect_uri={Uri.EscapeDataString(redirectUri)}&state={Uri.EscapeDataString(state)}"
            + $"&code_challenge={Uri.EscapeDataString(codeChallenge)}&code_challenge_method=S256");
    }

    /// <summary>
    /// Asks for a server-to-server token. Its end is counted from the moment the request was sent, so that a slow
    /// answer or another clock cannot make it seem to live longer than it does.
    /// </summary>
    public Task<ZoomResult<ZoomToken>> RequestServerToServerAsync(
        string accountId, string clientId, Secret clientSecret, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(accountId);
        ArgumentException.ThrowIfNullOrEmpty(clientId);
        KeyValuePair<string, string>[] form =
            [new("grant_type", "account_credentials"), new("account_id", accountId)];
        return TokenAsync(new(OAuthPurpose.ServerToServer, form, clientId, clientSecret), cancellation);
    }

    /// <summary>Exchanges the code of the authorize page, which works once in five minutes, for a pair.</summary>
    /// <param name="code">The code as it came.</param>
    /// <param name="redirectUri">The same as for <see cref="AuthorizeAddress"/>.</param>
    /// <param name="codeVerifier">The verifier whose challenge was sent.</param>
    /// <param name="clientId">The app.</param>
    /// <param name="clientSecret">The app's secret.</param>
    /// <param name="cancellation">Stops waiting; the code may be used up nevertheless.</param>
    [SuppressMessage("Design", "CA1054", Justification = "Zoom compares its letters: a Uri may write it differently.")]
    public Task<ZoomResult<ZoomToken>> ExchangeCodeAsync(
        string code,
        string redirectUri,
        string codeVerifier,
        string clientId,
        Secret clientSecret,
        CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(code);
        ArgumentException.ThrowIfNullOrEmpty(redirectUri);
        ArgumentException.ThrowIfNullOrEmpty(clientId);
        Pkce.ThrowIfNoVerifier(codeVerifier, nameof(codeVerifier));
        KeyValuePair<string, string>[] form =
        [
            new("grant_type", "authorization_code"),
            new("code", code),
            new("redirect_uri", redirectUri),
            new("code_verifier", codeVerifier),
        ];
        return TokenAsync(new(OAuthPurpose.Code, form, clientId, clientSecret), cancellation);
    }

    /// <summary>
    /// Exchanges a refresh token for the next pair; Zoom may refuse the old one from then on. An answer without a
    /// refresh token leaves <see cref="ZoomToken.RefreshToken"/> null: the caller decides what then holds.
    /// </summary>
    /// <param name="refreshToken">The latest one.</param>
    /// <param name="clientId">The app.</param>
    /// <param name="clientSecret">The app's secret.</param>
    /// <param name="cancellation">Stops waiting; the token may be used up nevertheless.</param>
    public Task<ZoomResult<ZoomToken>> RefreshAsync(
        Secret refreshToken, string clientId, Secret clientSecret, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(refreshToken.Reveal(), nameof(refreshToken));
        ArgumentException.ThrowIfNullOrEmpty(clientId);
        KeyValuePair<string, string>[] form =
            [new("grant_type", "refresh_token"), new("refresh_token", refreshToken.Reveal())];
        return TokenAsync(new(OAuthPurpose.Refresh, form, clientId, clientSecret), cancellation);
    }

    /// <summary>Tells Zoom that an access token is no longer wanted.</summary>
    public Task<ZoomResult<Done>> RevokeAsync(
        Secret accessToken, string clientId, Secret clientSecret, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(clientId);
        KeyValuePair<string, string>[] form = [new("token", accessToken.Reveal())];
        return PostAsync(
            new OAuthRequest(OAuthPurpose.Revocation, form, clientId, clientSecret),
            static answer => answer.Error is { } failure
                ? ZoomResult.Failed<Done>(failure)
                : ZoomResult.Ok(default(Done)),
            cancellation);
    }

    private Task<ZoomResult<ZoomToken>> TokenAsync(OAuthRequest request, CancellationToken cancellation) =>
        PostAsync(request, answer => _reader.Read(request, answer), cancellation);

    private async Task<ZoomResult<T>> PostAsync<T>(
        OAuthRequest request, Func<OAuthAnswer, ZoomResult<T>> read, CancellationToken cancellation)
    {
        using var activity = Tracing.Start("zoom.oauth" + request.Path.Replace('/', '.'));
        var result = await SendAsync(request, read, cancellation);
        Tracing.End(activity, (result as ZoomResult<T>.Failed)?.Failure);
        return result;
    }

    private async Task<ZoomResult<T>> SendAsync<T>(
        OAuthRequest request, Func<OAuthAnswer, ZoomResult<T>> read, CancellationToken cancellation)
    {
        var address = Wire.Raw(endpoints.OAuth, request.Path);
        var sentAt = time.GetUtcNow();
        using var deadline = new CancellationTokenSource(Deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        try
        {
            using var message = Message(request, address);
            using var response = await Wire.SendAsync(http, message, either.Token);
            var status = (int)response.StatusCode;
            if (Wire.IsRedirect(status) || Wire.WasMoved(response, address))
            {
                return ZoomResult.Failed<T>(Failures.Redirected(request.What, status));
            }

            using var body = await Body.ReadAsync(response.Content, Body.LargestError, either.Token);
            var error = ErrorBody.Read(body.Bytes);
            var failure = !response.IsSuccessStatusCode || error.IsError
                ? OAuthFailures.FromAnswer(request, status, response.Headers, error, time.GetUtcNow())
                : null;
            return read(new OAuthAnswer(status, body.Bytes, sentAt, failure));
        }
        catch (Exception cause) when (Wire.IsOutage(cause, cancellation))
        {
            return ZoomResult.Failed<T>(Failures.Unreachable(request.What, cause));
        }
    }

    private static HttpRequestMessage Message(OAuthRequest request, Uri address)
    {
        var message = Wire.Request(HttpMethod.Post, address);
        var basic = Convert.ToBase64String(
            Encoding.UTF8.GetBytes($"{request.ClientId}:{request.ClientSecret.Reveal()}"));
        message.Headers.Authorization = new AuthenticationHeaderValue("Basic", basic);
        message.Content = new FormUrlEncodedContent(request.Form);
        return message;
    }
}
