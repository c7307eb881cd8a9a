using Reconvene.Zoom.Accounts;
using Reconvene.Zoom.Tests.Kit;

namespace Reconvene.Zoom.Tests.Accounts;

public class SubAccountsTests
{
    [Fact]
    public async Task Sub_accounts_are_walked_by_page_number_where_no_page_token_is_known()
    {
        await using var zoom = await FalseZoom.StartAsync(static context => context.Response.SayAsync(
            200,
            context.Request.Query.ContainsKey("page_number")
                ? """{"page_count":2,"page_number":2,"page_size":2,"total_records":3,"accounts":[{"id":"c"}]}"""
                : """{"page_count":2,"page_number":1,"page_size":2,"total_records":3,"accounts":[{"id":"a","account_name":"School","owner_email":"o@example.com","account_type":"Paid","seats":10,"subscription_start_time":"2017-09-01T00:00:00Z","subscription_end_time":"","created_at":"2017-09-01T00:00:00Z"},{"id":7}]}"""));

        var pages = await ListAsync(zoom);

        var accounts = pages.SelectMany(static page => page.Value().Items).ToList();
        Compare.Same(["a", "7", "c"], accounts.Select(static one => one.Id));
        Assert.Equal("School", accounts[0].Name);
        Assert.Equal(10, accounts[0].Seats);
        Assert.Null(accounts[0].SubscriptionEndAt);
        Assert.DoesNotContain("@", accounts[0].ToString(), StringComparison.Ordinal);
        Compare.Same(
            ["/v2/accounts?page_size=300", "/v2/accounts?page_size=300&page_number=2"],
            zoom.Seen.Select(static seen => seen.RawTarget));
    }

    [Fact]
    public async Task Sub_accounts_are_walked_by_page_token_where_there_is_one()
    {
        await using var zoom = await FalseZoom.StartAsync(static context => context.Response.SayAsync(
            200,
            context.Request.Query.ContainsKey("next_page_token")
                ? """{"next_page_token":"","page_number":1,"page_size":1,"total_records":2,"accounts":[{"id":"b"}]}"""
                : """{"next_page_token":"p 2","page_number":1,"page_size":1,"total_records":2,"accounts":[{"id":"a"}]}"""));

        var pages = await ListAsync(zoom);

        Compare.Same(["a", "b"], pages.SelectMany(static page => page.Value().Items).Select(static one => one.Id));
        Assert.Equal("/v2/accounts?page_size=300&next_page_token=p%202", zoom.Seen[1].RawTarget);
        Assert.Equal(2, zoom.Seen.Count);
    }

    [Theory]
    [InlineData("""{"page_number":1,"page_size":1,"total_records":9,"accounts":[]}""")]
    [InlineData("""{"accounts":[{"id":"a"}]}""")]
    [InlineData("{}")]
    public async Task A_page_without_a_way_on_is_the_last(string answer)
    {
        await using var zoom = await FalseZoom.AnsweringAsync(200, answer);

        Assert.Single(await ListAsync(zoom)).Value();
        Assert.Single(zoom.Seen);
    }

    [Fact]
    public async Task A_page_number_that_stands_still_ends_the_listing_as_a_failure()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(
            200, """{"page_number":1,"page_size":1,"total_records":9,"accounts":[{"id":"a"}]}""");

        Assert.Equal(ZoomFailureKind.Unavailable, (await ListAsync(zoom))[^1].Failure().Kind);
        Assert.Equal(2, zoom.Seen.Count);
    }

    [Fact]
    public async Task An_account_without_an_id_is_left_out_and_named()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(200, """{"accounts":[{"account_name":"x"},{"id":""},{"id":"a"}]}""");

        var page = Assert.Single(await ListAsync(zoom)).Value();

        Assert.Equal("a", Assert.Single(page.Items).Id);
        Compare.Same(["$.accounts[0]", "$.accounts[1]"], page.Unreadable.Select(static one => one.Path));
    }

    private static Task<List<ZoomResult<ZoomPage<ZoomAccount>>>> ListAsync(FalseZoom zoom) =>
        zoom.Client().ListAccountsAsync(CancellationToken.None).ToListAsync();
}
