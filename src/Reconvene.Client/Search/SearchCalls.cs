using System.Globalization;

namespace Reconvene.Client.Search;

/// <summary>Finds what was said.</summary>
public static class SearchCalls
{
    /// <summary>Every recording in which all the words were said, the newest first, page by page as they are taken.</summary>
    /// <param name="client">With a key that may read.</param>
    /// <param name="words">The words, in any of their forms; one that ends with * is one that begins so.</param>
    /// <param name="speaker">Only what this person said, by the name that the transcript shows; of everybody when null.</param>
    /// <param name="from">The first day (UTC); the very first when null.</param>
    /// <param name="to">The last day (UTC); the newest when null.</param>
    /// <param name="cancellation">Stops the calls.</param>
    public static IAsyncEnumerable<SearchResult> SearchAsync(
        this ReconveneClient client, string words, string? speaker, DateOnly? from, DateOnly? to, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(words);
        return client.ListAsync<SearchResult>(
            $"api/v1/search?q={Uri.EscapeDataString(words)}{Query("speaker", speaker)}{Query("from", Written(from))}{Query("to", Written(to))}",
            cancellation);
    }

    private static string Query(string name, string? value) => value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";

    private static string? Written(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
