using System.Globalization;
using Reconvene.Simulator.Zoom.Http;

namespace Reconvene.Simulator.Zoom.Api;

/// <summary>One page of a list, or why there is none.</summary>
internal static class Paging
{
    private const int DefaultSize = 30;
    private const int LargestNumber = 100_000;

    public static (Page<T>? Page, ZoomError? Error) Of<T>(
        Call call, PageTokens tokens, IReadOnlyList<T> all, string question, int largest)
    {
        var size = DefaultSize;
        if (call.Query("page_size") is { Length: > 0 } asked
            && (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out size) || size < 1 || size > largest))
        {
            return (null, ZoomError.Invalid("page_size", $"The page size must be a number from 1 to {largest}."));
        }

        // The old way, still documented for lists that are older than the tokens.
        var number = 1;
        if (call.Query("page_number") is { Length: > 0 } wanted
            && (!int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out number) || number is < 1 or > LargestNumber))
        {
            return (null, ZoomError.Invalid("page_number", "The page number must be a number from 1 on."));
        }

        var whole = $"{question}|{size}";
        var offset = (number - 1) * size;
        if (call.Query("next_page_token") is { Length: > 0 } token)
        {
            if (tokens.Redeem(token, whole) is not { } place)
            {
                return (null, ZoomError.BadPageToken);
            }

            offset = place;
        }

        var items = all.Skip(offset).Take(size).ToList();
        var next = offset + items.Count < all.Count ? tokens.Issue(whole, offset + items.Count) : "";
        return (new Page<T>(items, size, (all.Count + size - 1) / size, all.Count, next, number), null);
    }
}
