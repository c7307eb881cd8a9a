using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reconvene.Client;

/// <summary>
/// Calls the HTTP API of a Reconvene server. Every refusal is a <see cref="ReconveneException"/>, a server that does not
/// answer a <see cref="ServerUnreachableException"/>. Nothing is tried twice.
/// </summary>
/// <param name="http">Has the server's address as its base address; disposed with the client.</param>
/// <param name="key">An API key or an access token; null for the few routes that ask for none.</param>
public sealed class ReconveneClient(HttpClient http, string? key) : IDisposable
{
    /// <summary>How the API writes JSON: snake_case names, enums as text; members unknown to this version are left out.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>The server's address.</summary>
    public Uri Server => http.BaseAddress ?? throw new InvalidOperationException("The HttpClient has no base address.");

    /// <summary>Makes a client for a server, with its own connections.</summary>
    /// <param name="server">The server's address, such as <c>http://localhost:8000</c>.</param>
    /// <param name="key">An API key or an access token; null for the few routes that ask for none.</param>
    /// <param name="handler">Carries the requests; the system's own when null, the default.</param>
    public static ReconveneClient Connect(Uri server, string? key, HttpMessageHandler? handler = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        var address = server.AbsoluteUri.EndsWith('/') ? server : new Uri(server.AbsoluteUri + '/');
#pragma warning disable CA2000 // Disposed with the client.
        var http = handler is null ? new HttpClient() : new HttpClient(handler, disposeHandler: false);
#pragma warning restore CA2000
        http.BaseAddress = address;
        return new ReconveneClient(http, key);
    }

    /// <summary>The same server with another key.</summary>
    /// <param name="otherKey">An API key or an access token.</param>
    public ReconveneClient WithKey(string otherKey) => Connect(Server, otherKey);

    /// <summary>Reads one thing.</summary>
    /// <typeparam name="T">The contract of the answer.</typeparam>
    /// <param name="path">Without a leading slash, such as <c>api/v1/sources/3</c>.</param>
    /// <param name="cancellation">Stops the call.</param>
    public Task<T> GetAsync<T>(string path, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(path);
        return SendAsync<T>(HttpMethod.Get, path, body: null, cancellation);
    }

    /// <summary>Makes or starts something.</summary>
    /// <typeparam name="T">The contract of the answer.</typeparam>
    /// <param name="path">Without a leading slash.</param>
    /// <param name="body">Written as JSON; null for none.</param>
    /// <param name="cancellation">Stops the call; what the server has begun may still happen.</param>
    public Task<T> PostAsync<T>(string path, object? body, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(path);
        return SendAsync<T>(HttpMethod.Post, path, body, cancellation);
    }

    /// <summary>Changes the members that the body names.</summary>
    /// <typeparam name="T">The contract of the answer.</typeparam>
    /// <param name="path">Without a leading slash.</param>
    /// <param name="body">Written as JSON.</param>
    /// <param name="cancellation">Stops the call; what the server has begun may still happen.</param>
    public Task<T> PatchAsync<T>(string path, object body, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(path);
        return SendAsync<T>(HttpMethod.Patch, path, body, cancellation);
    }

    /// <summary>Removes something.</summary>
    /// <param name="path">Without a leading slash.</param>
    /// <param name="cancellation">Stops the call; what the server has begun may still happen.</param>
    public async Task DeleteAsync(string path, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var answer = await AskAsync(HttpMethod.Delete, path, body: null, cancellation);
    }

    /// <summary>Every item of a list, page by page as they are taken.</summary>
    /// <typeparam name="T">The contract of one item.</typeparam>
    /// <param name="path">Without a leading slash; may hold a query.</param>
    /// <param name="cancellation">Stops the calls.</param>
    public async IAsyncEnumerable<T> ListAsync<T>(string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(path);
        string? cursor = null;
        do
        {
            var page = await GetAsync<ListPage<T>>(cursor is null ? path : WithCursor(path, cursor), cancellation);
            foreach (var item in page.Items)
            {
                yield return item;
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private static string WithCursor(string path, string cursor) =>
        $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}cursor={Uri.EscapeDataString(cursor)}";

    private async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellation)
    {
        using var answer = await AskAsync(method, path, body, cancellation);
        try
        {
            return await answer.Content.ReadFromJsonAsync<T>(Json, cancellation)
                ?? throw new ServerUnreachableException($"{Server} answered `null` where JSON was expected: is it a Reconvene server?");
        }
        catch (JsonException error)
        {
            throw new ServerUnreachableException(
                $"{Server} answered {method} /{path.Split('?')[0]} with something else than this version expects: is it a Reconvene server of the same version?",
                error);
        }
    }

    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, object? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (key is not null)
        {
            request.Headers.Authorization = new("Bearer", key);
        }

        request.Content = body is null ? null : JsonContent.Create(body, body.GetType(), options: Json);
        var answer = await CarryAsync(request, cancellation);
        if (answer.IsSuccessStatusCode)
        {
            return answer;
        }

        using (answer)
        {
            throw await Refusal.ReadAsync(answer, cancellation);
        }
    }

    private async Task<HttpResponseMessage> CarryAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            return await http.SendAsync(request, cancellation);
        }
        catch (HttpRequestException error)
        {
            throw new ServerUnreachableException(
                $"No Reconvene answers at {Server}: start it with `reconvene serve`, or name the right address.", error);
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw new ServerUnreachableException($"Reconvene at {Server} did not answer in {http.Timeout.TotalSeconds:0} s.", error);
        }
    }
}
