using Reconvene.Zoom.Tests.Kit;
using Reconvene.Zoom.Users;

namespace Reconvene.Zoom.Tests;

public class ListingTests
{
    private static readonly (DateOnly From, DateOnly To) Days = (new(2026, 2, 1), new(2026, 2, 28));

    [Fact]
    public async Task A_place_that_was_written_down_leads_to_the_next_page_of_the_same_question()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(
            200, """{"total_records":2,"next_page_token":"a+b/c=&x","meetings":[{"uuid":"u1"}]}""");
        var listings = new ZoomListings(zoom.Http, zoom.Endpoints, new FixedTokens(), zoom.Time);

        var first = (await listings.RecordingsAsync("me", Days, 7, place: null, CancellationToken.None)).Value();
        Assert.True(ZoomPlace.TryParse(first.Next!.ToString(), out var place));
        await listings.RecordingsAsync("me", Days, 7, place, CancellationToken.None);

        Assert.Equal(("u1", 2L), (Assert.Single(first.Page.Items).Uuid, first.Page.TotalRecords!.Value));
        Assert.Equal(
            [
                "/v2/users/me/recordings?from=2026-02-01&to=2026-02-28&page_size=7",
                "/v2/users/me/recordings?from=2026-02-01&to=2026-02-28&page_size=7&next_page_token=a%2Bb%2Fc%3D%26x",
            ],
            zoom.Seen.Select(request => request.RawTarget),
            StringComparer.Ordinal);
    }

    [Fact]
    public async Task Accounts_go_on_by_page_number_where_Zoom_knows_no_token_and_end_with_the_last()
    {
        await using var zoom = await FalseZoom.StartAsync(context => context.Response.SayAsync(
            200,
            context.Request.Query["page_number"] == "2"
                ? """{"page_number":2,"page_size":1,"total_records":2,"accounts":[{"id":"b"}]}"""
                : """{"page_number":1,"page_size":1,"total_records":2,"accounts":[{"id":"a"}]}"""));
        var listings = new ZoomListings(zoom.Http, zoom.Endpoints, new FixedTokens(), zoom.Time);

        var first = (await listings.AccountsAsync(1, place: null, CancellationToken.None)).Value();
        var last = (await listings.AccountsAsync(1, first.Next, CancellationToken.None)).Value();

        Assert.Equal("page_number=2", first.Next?.ToString());
        Assert.Equal(("b", null), (Assert.Single(last.Page.Items).Id, last.Next));
    }

    [Fact]
    public async Task A_place_that_died_is_told_from_a_wrong_question()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(400, """{"code":300,"message":"Invalid next page token."}""");
        var listings = new ZoomListings(zoom.Http, zoom.Endpoints, new FixedTokens(), zoom.Time);
        Assert.True(ZoomPlace.TryParse("next_page_token=old", out var place));

        var stale = await listings.UsersAsync(UserStatus.Active, 300, place, CancellationToken.None);
        var wrong = await listings.UsersAsync(UserStatus.Active, 300, place: null, CancellationToken.None);

        Assert.Equal(ZoomFailureKind.PagingExpired, stale.Failure().Kind);
        Assert.Equal(ZoomFailureKind.Rejected, wrong.Failure().Kind);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("next_page_token=")]
    [InlineData("next_page_token=a&trash=true")]
    [InlineData("next_page_token=a#b")]
    [InlineData("next_page_token=a\n")]
    [InlineData("page_number=-1")]
    [InlineData("trash=true")]
    public void What_no_listing_wrote_is_no_place(string? text) => Assert.False(ZoomPlace.TryParse(text, out _));

    [Theory]
    [InlineData(0)]
    [InlineData(301)]
    public async Task A_page_that_Zoom_would_not_give_is_not_asked_for(int size)
    {
        await using var zoom = await FalseZoom.AnsweringAsync(200, "{}");
        var listings = new ZoomListings(zoom.Http, zoom.Endpoints, new FixedTokens(), zoom.Time);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => listings.AccountsAsync(size, place: null, CancellationToken.None));
        Assert.Empty(zoom.Seen);
    }
}
