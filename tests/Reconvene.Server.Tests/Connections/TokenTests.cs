using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Simulator.Control;
using Reconvene.Testing;
using Reconvene.Zoom;

namespace Reconvene.Server.Tests.Connections;

public sealed class TokenTests
{
    private const string Refused = """{"code":124,"message":"Invalid access token."}""";

    [Theory]
    [Engines]
    public async Task A_401_costs_one_refresh_and_one_repeat_and_nobody_notices(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        Assert.True(await CallAsync(world));
        world.Control.ClearLog();
        world.Control.AddFault(new FaultRule { Path = "/v2/users/{user}", Status = 401, Body = Refused });

        Assert.True(await CallAsync(world));

        Assert.Equal(1, Tokens(world));
        Assert.Equal(2, world.Control.RouteCounts["GET /v2/users/{user}"]);
        Assert.False((await CredentialAsync(world)).GetProperty("needs_reauth").GetBoolean());
    }

    [Theory]
    [Engines]
    public async Task A_second_401_in_a_row_marks_the_connection_with_the_reason_and_no_further_call_is_made(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        world.Control.AddFault(new FaultRule { Path = "/v2/users/{user}", Times = null, Status = 401, Body = Refused });

        Assert.False(await CallAsync(world));

        var view = await CredentialAsync(world);
        Assert.True(view.GetProperty("needs_reauth").GetBoolean());
        Assert.Contains("Invalid access token", view.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal((2, 2), (Tokens(world), world.Control.RouteCounts["GET /v2/users/{user}"]));
        Assert.False(await CallAsync(world));
        Assert.Equal((2, 2), (Tokens(world), world.Control.RouteCounts["GET /v2/users/{user}"]));
    }

    [Theory]
    [Engines]
    public async Task A_refusal_of_a_token_that_was_replaced_meanwhile_marks_nothing(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        Assert.True(await CallAsync(world));
        world.Control.AddFault(new FaultRule { Path = "/v2/users/{user}", Times = 1, Status = 401, Body = Refused });
        world.Control.AddFault(new FaultRule { Path = "/v2/users/{user}", Times = 1, Gate = "late", Status = 401, Body = Refused });

        var slow = CallAsync(world);
        await world.Control.WaitForRequestAsync(
            request => request is { Route: "/v2/users/{user}", IsFinished: false, Number: > 2 }, CancellationToken.None);
        await RenewSecretAsync(world);
        world.Control.ReleaseGate("late");

        Assert.False(await slow);
        Assert.False((await CredentialAsync(world)).GetProperty("needs_reauth").GetBoolean());
        Assert.True(await CallAsync(world));
    }

    [Theory]
    [Engines]
    public async Task Fifty_callers_at_the_end_of_a_token_make_one_request_for_a_new_one(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await World.StartAsync(engine, clock);
        Assert.True(await CallAsync(world));
        Assert.True(await CallAsync(world));
        Assert.Equal(1, Tokens(world));

        // Good for nine more minutes: not long enough to set out with.
        clock.Advance(TimeSpan.FromMinutes(51));
        var all = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => CallAsync(world)));

        Assert.All(all, Assert.True);
        Assert.Equal(2, Tokens(world));
        Assert.DoesNotContain(world.Control.Log, request => request.Status is 401);
    }

    [Theory]
    [Engines]
    public async Task Fifty_callers_refused_at_once_replace_the_token_once_and_all_succeed(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        Assert.True(await CallAsync(world));
        world.Control.ExpireAllTokens();

        var all = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => CallAsync(world)));

        Assert.All(all, Assert.True);
        Assert.Equal(2, Tokens(world));
    }

    [Theory]
    [Engines]
    public async Task A_wrong_client_secret_marks_the_connection_until_a_new_one_is_given(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        using var wrong = await world.Owner.PatchAsJsonAsync(Path(world), new { client_secret = "canary-wrong-secret" });
        Assert.True(wrong.IsSuccessStatusCode);

        Assert.False(await CallAsync(world));
        Assert.False(await CallAsync(world));
        var view = await CredentialAsync(world);
        Assert.True(view.GetProperty("needs_reauth").GetBoolean());
        Assert.Contains("invalid_client", view.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", view.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(1, Tokens(world));

        await RenewSecretAsync(world);
        view = await CredentialAsync(world);
        Assert.False(view.GetProperty("needs_reauth").GetBoolean());
        Assert.Equal(JsonValueKind.Null, view.GetProperty("reason").ValueKind);
        Assert.True(await CallAsync(world));
    }

    [Theory]
    [Engines]
    public async Task After_a_new_client_secret_no_token_of_the_old_one_is_used(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine);
        Assert.True(await CallAsync(world));

        using var wrong = await world.Owner.PatchAsJsonAsync(Path(world), new { client_secret = "canary-wrong-secret" });

        Assert.False(await CallAsync(world));
        Assert.Equal(2, Tokens(world));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://evil.example")]
    [InlineData("https://zoom.us.evil.example")]
    [InlineData("https://user@127.0.0.1")]
    [InlineData("http://127.0.0.1:9")]
    [InlineData("file:///etc/passwd")]
    [InlineData("not an address")]
    public async Task A_token_answer_that_names_a_foreign_api_host_is_refused_and_its_token_is_sent_nowhere(string address)
    {
        await using var world = await World.StartAsync(TestEngine.Sqlite);
        world.Control.Switches.ApiUrlInTokenAnswer = address;

        var task = await world.SyncAsync();

        Assert.Equal("FAILURE", task.GetProperty("state").GetString());
        Assert.Contains("api_url", task.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(world.Control.Log, request => request.Authorization is "access");
        Assert.Null(await world.Server.Database.FindAsync<byte[]>(
            "SELECT access_token_sealed FROM zoom_tokens", null, CancellationToken.None));
    }

    private static async Task<bool> CallAsync(World world)
    {
        var connection = await world.Server.Services.GetRequiredService<ConnectionQueries>()
            .FindAsync(TenantId.First, new ConnectionId(world.Credential), CancellationToken.None);
        var zoom = world.Server.Services.GetRequiredService<ZoomClients>().For(connection!);
        return await zoom.GetUserAsync("me", CancellationToken.None) is ZoomResult<Reconvene.Zoom.Users.ZoomUser>.Ok;
    }

    private static async Task RenewSecretAsync(World world)
    {
        using var answer = await world.Owner.PatchAsJsonAsync(Path(world), new { client_secret = world.Control.World().ClientSecret });
        answer.EnsureSuccessStatusCode();
    }

    private static Task<JsonElement> CredentialAsync(World world) => world.GetAsync($"/api/v1/credentials/{world.Credential}");

    private static Uri Path(World world) => new($"/api/v1/credentials/{world.Credential}", UriKind.Relative);

    private static int Tokens(World world) => world.Control.RouteCounts.GetValueOrDefault("POST /oauth/token");
}
