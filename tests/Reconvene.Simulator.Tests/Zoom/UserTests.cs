using System.Net;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.Zoom;

public class UserTests
{
    private static readonly string[] NeededFields =
        ["id", "email", "first_name", "last_name", "type", "status", "timezone", "pmi", "display_name", "account_id"];

    [Theory]
    [InlineData("", 3)]
    [InlineData("?status=active", 3)]
    [InlineData("?status=inactive", 1)]
    [InlineData("?status=pending", 1)]
    public async Task Users_are_listed_by_status(string query, int count)
    {
        await using var sim = await Sim.StartAsync();

        var body = await sim.GetAsync("/v2/users" + query);

        Assert.Equal(count, body["users"]!.AsArray().Count);
        Assert.Equal(count, body["total_records"]!.GetValue<int>());
        Assert.Equal("", body["next_page_token"]!.ToString());
    }

    [Fact]
    public async Task A_pending_user_has_no_id()
    {
        await using var sim = await Sim.StartAsync();

        var user = (await sim.GetAsync("/v2/users?status=pending"))["users"]![0]!.AsObject();

        Assert.False(user.ContainsKey("id"));
        Assert.True(user.ContainsKey("email"));
    }

    [Fact]
    public async Task A_user_is_found_by_id_by_mail_and_as_me()
    {
        await using var sim = await Sim.StartAsync();
        var owner = sim.Control.World().Users[0];

        var byId = await sim.GetAsync("/v2/users/" + owner.Id);
        var byMail = await sim.GetAsync("/v2/users/" + Uri.EscapeDataString(owner.Email));
        var asMe = await sim.GetAsync("/v2/users/me");

        Assert.Equal(owner.Email, byId["email"]!.ToString());
        Assert.Equal(owner.Id, byMail["id"]!.ToString());
        Assert.Equal(owner.Id, asMe["id"]!.ToString());
    }

    [Fact]
    public async Task An_unknown_user_is_1001()
    {
        await using var sim = await Sim.StartAsync();

        var body = await sim.GetAsync("/v2/users/nobody", HttpStatusCode.NotFound);

        Assert.Equal(1001, body["code"]!.GetValue<int>());
    }

    [Fact]
    public async Task Pages_follow_each_other_until_the_token_is_empty()
    {
        await using var sim = await Sim.StartAsync();

        var first = await sim.GetAsync("/v2/users?page_size=2");
        var second = await sim.GetAsync("/v2/users?page_size=2&next_page_token=" + first["next_page_token"]);

        Assert.Equal(2, first["users"]!.AsArray().Count);
        Assert.NotEmpty(first["next_page_token"]!.ToString());
        Assert.Single(second["users"]!.AsArray());
        Assert.Equal("", second["next_page_token"]!.ToString());
    }

    [Theory]
    [InlineData("page_size=1", "", 0)]
    [InlineData("page_size=2&status=inactive", "", 0)]
    [InlineData("page_size=2", "invented", 0)]
    [InlineData("page_size=2", "", 16)]
    public async Task A_page_token_of_another_question_or_too_old_is_refused(string question, string invented, int minutesLater)
    {
        await using var sim = await Sim.StartAsync();
        var first = await sim.GetAsync("/v2/users?page_size=2");
        await sim.Control.AdvanceClockAsync(TimeSpan.FromMinutes(minutesLater), sim.Cancellation);

        var body = await sim.GetAsync(
            $"/v2/users?{question}&next_page_token={invented}{first["next_page_token"]}", HttpStatusCode.BadRequest);

        Assert.Equal("""{"code":300,"message":"The next page token is invalid or expired."}""", body.ToJsonString());
    }

    [Fact]
    public async Task A_page_size_out_of_bounds_is_named_as_the_wrong_field()
    {
        await using var sim = await Sim.StartAsync();

        var body = await sim.GetAsync("/v2/users?page_size=0", HttpStatusCode.BadRequest);

        Assert.Equal(300, body["code"]!.GetValue<int>());
        Assert.Equal("page_size", body["errors"]![0]!["field"]!.ToString());
    }

    [SharedFact]
    public async Task Users_have_only_fields_of_the_samples_and_the_ones_that_matter()
    {
        await using var sim = await Sim.StartAsync();
        var list = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Shared.Samples, "api", "users_GET.json")))!;
        var one = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Shared.Samples, "api", "users-userId_GET.json")))!;

        var listed = await sim.GetAsync("/v2/users");
        var read = await sim.GetAsync("/v2/users/me");

        Assert.Empty(Shapes.Unknown(listed, list));
        Assert.Empty(Shapes.Unknown(listed["users"]![0]!, one));
        Assert.Empty(Shapes.Unknown(read, one));
        Assert.Empty(NeededFields
            .Except(read.AsObject().Select(field => field.Key), StringComparer.Ordinal));
    }
}
