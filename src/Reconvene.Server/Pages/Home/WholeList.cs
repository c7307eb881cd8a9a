using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Pages.Home;

/// <summary>Reads a list to its end, by the pages it comes in.</summary>
internal static class WholeList
{
    public static async Task<IReadOnlyList<T>> ReadAsync<T>(Func<PageRequest, Task<Page<T>>> read)
    {
        var items = new List<T>();
        var request = new PageRequest(PageRequest.LargestLimit, null, null);
        while (request is not null)
        {
            var page = await read(request);
            items.AddRange(page.Items);
            request = page.NextCursor is { } next ? PageRequest.Read(PageRequest.LargestLimit, next, out _) : null;
        }

        return items;
    }
}
