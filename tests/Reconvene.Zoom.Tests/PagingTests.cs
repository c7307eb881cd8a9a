using Reconvene.Zoom.Recordings;
using Reconvene.Zoom.Tests.Kit;

namespace Reconvene.Zoom.Tests;

public class PagingTests
{
    private static readonly DateOnly First = new(2026, 1, 31);

    [Fact]
    public async Task A_listing_walks_all_pages_and_keeps_the_other_parameters()
    {
        await using var zoom = await FalseZoom.StartAsync(context => context.Response.SayAsync(
            200,
            context.Request.Query.ContainsKey("next_page_token")
                ? """{"next_page_token":"","total_records":2,"meetings":[{"uuid":"b"}]}"""
                : """{"next_page_token":"p+/2","total_records":"2","meetings":[{"uuid":"a"}]}"""));

        var pages = await List(zoom.Client());

        Compare.Same(["a", "b"], pages.SelectMany(page => page.Value().Items).Select(one => one.Uuid));
        Assert.All(pages, static page => Assert.Equal(2, page.Value().TotalRecords));
        Compare.Same(
            [
                "/v2/users/u%2F1/recordings?from=2026-01-31&to=2026-02-28&page_size=300",
                "/v2/users/u%2F1/recordings?from=2026-01-31&to=2026-02-28&page_size=300&next_page_token=p%2B%2F2",
            ],
            zoom.Seen.Select(seen => seen.RawTarget));
    }

    [Fact]
    public async Task The_trash_is_listed_without_days()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(200, "{}");

        var page = Assert.Single(await zoom.Client()
            .ListUserRecordingsAsync("u", First, First, trash: true, CancellationToken.None).ToListAsync());

        Assert.Empty(page.Value().Items);
        Assert.Equal("/v2/users/u/recordings?trash=true&page_size=300", zoom.Seen[0].RawTarget);
    }

    [Fact]
    public async Task A_window_longer_than_a_month_is_refused()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(200, "{}");

        Assert.Throws<ArgumentOutOfRangeException>(() => zoom.Client()
            .ListUserRecordingsAsync("u", First, First.AddDays(40), trash: false, CancellationToken.None));
    }

    [Fact]
    public async Task A_repeated_page_token_ends_the_listing_as_a_failure()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(200, """{"next_page_token":"same","meetings":[]}""");

        var pages = await List(zoom.Client());

        Assert.Equal(ZoomFailureKind.Unavailable, pages[^1].Failure().Kind);
        Assert.Equal(2, zoom.Seen.Count);
    }

    [Fact]
    public async Task A_listing_that_never_ends_is_ended()
    {
        var number = 0;
        await using var zoom = await FalseZoom.StartAsync(context => context.Response.SayAsync(
            200, $$"""{"next_page_token":"{{Interlocked.Increment(ref number)}}","meetings":[]}"""));

        var pages = await List(zoom.Client());

        Assert.Equal(ZoomFailureKind.Unavailable, pages[^1].Failure().Kind);
    }

    [Fact]
    public async Task An_expired_page_token_asks_for_a_new_beginning()
    {
        await using var zoom = await FalseZoom.StartAsync(context =>
            context.Request.Query.ContainsKey("next_page_token")
                ? context.Response.SayAsync(400, """{"code":300,"message":"The next page token is invalid or expired."}""")
                : context.Response.SayAsync(200, """{"next_page_token":"p2","meetings":[{"uuid":"a"}]}"""));

        var pages = await List(zoom.Client());

        Assert.Equal(2, pages.Count);
        Assert.Equal(ZoomFailureKind.PagingExpired, pages[1].Failure().Kind);
    }

    private static Task<List<ZoomResult<ZoomPage<ZoomRecording>>>> List(ZoomClient client) =>
        client.ListUserRecordingsAsync("u/1", First, First.AddMonths(1), trash: false, CancellationToken.None)
            .ToListAsync();
}
