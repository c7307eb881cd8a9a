using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Reconvene.Server.Accounts.Oidc;

/// <summary>
/// Fetches an issuer's keys by its discovery document (OpenID Connect Discovery 1.0, section 4). Follows no redirect,
/// sends nothing, reads little, and believes only a document that names the issuer itself.
/// </summary>
internal sealed class OidcDiscovery(IOptions<OidcOptions> options) : IDisposable
{
    private const int LargestAnswer = 512 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
    })
    {
        Timeout = Patience,
        MaxResponseContentBufferSize = LargestAnswer,
    };

    /// <summary>What goes wrong on the wire, and what is not such a document, is an <see cref="HttpRequestException"/>.</summary>
    public async Task<IReadOnlyDictionary<string, JsonWebKey>> FetchKeysAsync(CancellationToken cancellation)
    {
        var issuer = options.Value.Issuer!;
        var document = await ReadAsync(new Uri($"{issuer.TrimEnd('/')}/.well-known/openid-configuration"), cancellation);
        if (document.Text("issuer") != issuer)
        {
            throw new HttpRequestException("its discovery document names another issuer");
        }

        if (!Uri.TryCreate(document.Text("jwks_uri"), UriKind.Absolute, out var keys) || !OidcOptions.IsTrustworthy(keys))
        {
            throw new HttpRequestException("its discovery document names no https address of keys");
        }

        var set = await ReadAsync(keys, cancellation);
        return set.ValueKind is JsonValueKind.Object && set.TryGetProperty("keys", out var list) && list.ValueKind is JsonValueKind.Array
            ? OidcKeySet.Read(set)
            : throw new HttpRequestException("its address of keys gives no set of keys");
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> ReadAsync(Uri address, CancellationToken cancellation)
    {
        using var answer = await _http.GetAsync(address, cancellation);
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"{address.AbsolutePath} was answered with {(int)answer.StatusCode}");
        }

        try
        {
            return JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsByteArrayAsync(cancellation));
        }
        catch (JsonException error)
        {
            throw new HttpRequestException($"{address.AbsolutePath} gave something else than JSON", error);
        }
    }
}
