using System.Diagnostics;
using System.Text.Json;
using Reconvene.Bench.Kit;
using Reconvene.Client.Accounts;
using Reconvene.Server.Accounts;

namespace Reconvene.Bench.Search;

/// <summary>Asks the server over HTTP, one question after the other, as a person with a key does.</summary>
internal sealed class SearchClient : IDisposable
{
    private readonly HttpClient _http;

    private SearchClient(HttpClient http) => _http = http;

    public static async Task<SearchClient> StartAsync(BenchServer server, CancellationToken cancellation)
    {
        await server.Get<CompleteSetup>().RunAsync(new NewOwner("bench@example.com", "a long password for the bench"), cancellation);
        var made = await server.Get<MakeApiKey>().RunAsync(
            new Caller(TenantId.First, new UserId(1), Role.Owner), new ApiKeyRequest("bench", ApiKeyScope.Read), cancellation);
        var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Add("X-Api-Key", ((MakeApiKeyOutcome.Made)made).Key.Key);
        return new SearchClient(http);
    }

    /// <summary>How many milliseconds the answer took, to its last byte; its results are counted afterwards.</summary>
    public async Task<double> TimeAsync(Question question, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var body = await _http.GetByteArrayAsync(new Uri($"/api/v1/search?{question.Query}", UriKind.Relative), cancellation);
        var took = watch.Elapsed.TotalMilliseconds;
        using var answer = JsonDocument.Parse(body);
        var items = answer.RootElement.GetProperty("items");
        if (question.Expected is { } expected && items.GetArrayLength() != expected)
        {
            throw new InvalidOperationException($"'{question.Query}' has {items.GetArrayLength()} results instead of {expected}.");
        }

        return items.EnumerateArray().All(item => item.GetProperty("total_hits").GetInt32() > 0)
            ? took
            : throw new InvalidOperationException($"'{question.Query}' has a result without a hit.");
    }

    /// <summary>The cursor after so many pages.</summary>
    public async Task<string> CursorAsync(string query, int pages, CancellationToken cancellation)
    {
        var cursor = "";
        for (var page = 0; page < pages; page++)
        {
            using var answer = JsonDocument.Parse(await _http.GetByteArrayAsync(
                new Uri($"/api/v1/search?{query}&limit=50&cursor={cursor}", UriKind.Relative), cancellation));
            cursor = answer.RootElement.GetProperty("next_cursor").GetString() ?? throw new InvalidOperationException($"'{query}' has too few pages.");
        }

        return cursor;
    }

    /// <summary>How many milliseconds a page of as many recordings takes of the list.</summary>
    public async Task<double> TimeListAsync(int limit, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        await _http.GetByteArrayAsync(new Uri($"/api/v1/recordings?limit={limit}", UriKind.Relative), cancellation);
        return watch.Elapsed.TotalMilliseconds;
    }

    public void Dispose() => _http.Dispose();
}
