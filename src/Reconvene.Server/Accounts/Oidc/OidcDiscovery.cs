using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Egress;

namespace Reconvene.Server.Accounts.Oidc;

/// <summary>
/// Fetches an issuer's keys by its discovery document (OpenID Connect Discovery 1.0, section 4). Follows no redirect,
/// sends nothing, reads little, and believes only a document that names the issuer itself.
/// </summary>
internal sealed class OidcDiscovery : IDisposable
{
    private const int LargestAnswer = 512 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly OidcOptions _options;
    private readonly Lazy<HttpClient> _http;

    public OidcDiscovery(IOptions<OidcOptions> options, EgressHandlers egress)
    {
        _options = options.Value;

        // The operator wrote the issuer down, so it may stand in a private network; what its document names else may not.
        _http = new(() => new HttpClient(egress.Make(trusted: new Uri(_options.Issuer!)))
        {
            Timeout = Patience,
            MaxResponseContentBufferSize = LargestAnswer,
        });
    }

    /// <summary>What goes wrong on the wire, and what is not such a document, is an <see cref="HttpRequestException"/>.</summary>
    public async Task<IReadOnlyDictionary<string, JsonWebKey>> FetchKeysAsync(CancellationToken cancellation)
    {
        var issuer = _options.Issuer!;
        var document = await ReadAsync(new Uri($"{issuer.TrimEnd('/')}/.well-known/openid-configuration"), cancellation);
        if (document.TextOf("issuer") != issuer)
        {
            throw new HttpRequestException("its discovery document names another issuer");
        }

        if (!Uri.TryCreate(document.TextOf("jwks_uri"), UriKind.Absolute, out var keys) || !OidcOptions.IsTrustworthy(keys))
        {
            throw new HttpRequestException("its discovery document names no https address of keys");
        }

        var set = await ReadAsync(keys, cancellation);
        return set.ValueKind is JsonValueKind.Object && set.TryGetProperty("keys", out var list) && list.ValueKind is JsonValueKind.Array
            ? OidcKeySet.Read(set)
            : throw new HttpRequestException("its address of keys gives no set of keys");
    }

    public void Dispose()
    {
        if (_http.IsValueCreated)
        {
            _http.Value.Dispose();
        }
    }

    private async Task<JsonElement> ReadAsync(Uri address, CancellationToken cancellation)
    {
        using var answer = await _http.Value.GetAsync(address, cancellation);
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
