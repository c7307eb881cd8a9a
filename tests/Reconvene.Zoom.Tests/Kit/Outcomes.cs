namespace Reconvene.Zoom.Tests.Kit;

internal static class Outcomes
{
    public static T Value<T>(this ZoomResult<T> result) => Assert.IsType<ZoomResult<T>.Ok>(result).Value;

    public static ZoomFailure Failure<T>(this ZoomResult<T> result) =>
        Assert.IsType<ZoomResult<T>.Failed>(result).Failure;

    public static async Task<List<T>> ToListAsync<T>(this IAsyncEnumerable<T> items)
    {
        List<T> list = [];
        await foreach (var item in items)
        {
            list.Add(item);
        }

        return list;
    }
}
