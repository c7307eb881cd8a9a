using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Reconvene.Server.Accounts;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Connections;

/// <summary>DELETE /api/zoom/disconnect takes the one connection that is meant, and a repeated call no other.</summary>
public sealed class DisconnectChoiceTests
{
    [Theory]
    [Engines]
    public async Task Who_has_several_connections_of_their_own_is_asked_to_name_one(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        var maria = await world.ConnectAsync();
        var priya = await world.ConnectAsync(PersonWorld.Priya);

        var (status, problem) = await DisconnectAsync(world.Owner);

        Assert.Equal((HttpStatusCode.Conflict, "several_credentials"), (status, ErrorCode(problem)));
        Assert.Contains("?credential_id=", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.True(await world.WorksAsync(maria));
        Assert.True(await world.WorksAsync(priya));
    }

    [Theory]
    [Engines]
    public async Task A_named_connection_is_disconnected_and_a_repeated_call_takes_no_other(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        var maria = await world.ConnectAsync();
        var priya = await world.ConnectAsync(PersonWorld.Priya);
        await world.SourceAsync(priya);

        var (first, _) = await DisconnectAsync(world.Owner, $"?credential_id={priya}");
        var (again, _) = await DisconnectAsync(world.Owner, $"?credential_id={priya}");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (first, again));
        Assert.Equal([maria], await IdsAsync(world));
        Assert.True(await world.WorksAsync(maria));
    }

    [Theory]
    [Engines]
    public async Task A_repeated_call_does_not_take_a_Server_to_Server_connection_that_nothing_uses_yet(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        var tenants = await TenantsOwnAsync(world);
        await world.ConnectAsync();

        var (first, _) = await DisconnectAsync(world.Owner);
        var (again, problem) = await DisconnectAsync(world.Owner);
        var (named, _) = await DisconnectAsync(world.Owner, $"?credential_id={tenants}");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.Conflict), (first, again, named));
        Assert.Equal("credential_in_use", ErrorCode(problem));
        Assert.Equal([tenants], await IdsAsync(world));
        var (forced, _) = await DisconnectAsync(world.Owner, $"?credential_id={tenants}&force=true");
        Assert.Equal(HttpStatusCode.OK, forced);
        Assert.Empty(await IdsAsync(world));
    }

    [Theory]
    [Engines]
    public async Task Another_person_s_connection_cannot_be_named_and_the_tenants_own_takes_an_owner(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        var tenants = await TenantsOwnAsync(world);
        var owners = await world.ConnectAsync();
        using var editor = world.Server.Client(await world.Server.AddPersonAsync(Role.Editor));

        var (another, _) = await DisconnectAsync(editor, $"?credential_id={owners}&force=true");
        var (forbidden, _) = await DisconnectAsync(editor, $"?credential_id={tenants}&force=true");
        var (missing, _) = await DisconnectAsync(editor, "?credential_id=999&force=true");

        Assert.Equal(
            (HttpStatusCode.NotFound, HttpStatusCode.Forbidden, HttpStatusCode.NotFound), (another, forbidden, missing));
        Assert.Equal([tenants, owners], await IdsAsync(world));
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> DisconnectAsync(HttpClient caller, string query = "")
    {
        using var answer = await caller.DeleteAsync(new Uri($"/api/zoom/disconnect{query}", UriKind.Relative));
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    private static string? ErrorCode(JsonElement problem) => problem.GetProperty("error_code").GetString();

    private static async Task<long[]> IdsAsync(PersonWorld world) =>
    [
        .. (await world.GetAsync("/api/v1/credentials")).GetProperty("items").EnumerateArray()
            .Select(item => item.GetProperty("id").GetInt64()).Order(),
    ];

    private static async Task<long> TenantsOwnAsync(PersonWorld world)
    {
        var app = world.Control.OAuth.ServerToServerApp;
        var made = await world.PostAsync("/api/v1/credentials/", new
        {
            platform = "zoom",
            credentials = new { account_id = app.AccountId, client_id = app.ClientId, client_secret = app.ClientSecret },
        });
        return made.GetProperty("id").GetInt64();
    }
}
