using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections.Tokens;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Connections;

/// <summary>What a check of one person's connection finds.</summary>
public sealed class CheckOfPersonTests
{
    [Theory]
    [Engines]
    public async Task A_persons_connection_is_asked_about_me_and_its_token_is_used_as_it_is(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        var id = await world.ConnectAsync();

        var report = await world.Owner.CheckAsync(id);

        Assert.True(report.IsOk(), report.GetRawText());
        Assert.Equal(("ok", "ok", "ok", "ok"), (report.StateOf("token"), report.StateOf("call"), report.StateOf("who"), report.StateOf("recordings")));
        Assert.Contains(PersonWorld.Maria, report.MessageOf("who"), StringComparison.Ordinal);
        Assert.Equal(0, world.Asked("refresh_token"));
        Assert.DoesNotContain(world.Control.Log, request => request.Route is "/v2/users");
    }

    [Theory]
    [Engines]
    public async Task A_pasted_token_whose_user_Zoom_did_not_tell_learns_it_by_a_check(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        var first = await world.ConnectAsync();
        var pasted = await PasteAsync(world, first);
        await ForgetAsync(world, first);
        Assert.Equal(JsonValueKind.Null, (await world.CredentialAsync(pasted)).GetProperty("zoom_user_id").ValueKind);

        var report = await world.Owner.CheckAsync(pasted);

        Assert.Equal("ok", report.StateOf("who"));
        Assert.Contains(PersonWorld.Maria, report.MessageOf("who"), StringComparison.Ordinal);
        var view = await world.CredentialAsync(pasted);
        Assert.Equal(PersonWorld.Maria, view.GetProperty("zoom_email").GetString());
        Assert.False(string.IsNullOrEmpty(view.GetProperty("zoom_user_id").GetString()));
    }

    [Theory]
    [Engines]
    public async Task A_pasted_token_of_a_user_who_is_connected_already_is_told_and_changes_nothing(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        var other = await world.ConnectAsync();
        var pasted = await PasteAsync(world, other);

        var report = await world.Owner.CheckAsync(pasted);

        Assert.Equal("warning", report.StateOf("who"));
        Assert.Contains($"credential {other}", report.MessageOf("who"), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, (await world.CredentialAsync(pasted)).GetProperty("zoom_user_id").ValueKind);
    }

    [Theory]
    [Engines]
    public async Task A_dead_grant_is_an_error_that_leads_to_the_reconnect_page(TestEngine engine)
    {
        var clock = new TestClock();
        await using var world = await PersonWorld.StartAsync(engine, clock);
        var id = await world.ConnectAsync();
        world.Control.OAuth.ChangeApp(world.App.ClientId, new AppChange { WebhookTarget = new Uri("http://127.0.0.1:1/") });
        await world.Control.OAuth.DeauthorizeAsync(world.App.ClientId, PersonWorld.Maria, CancellationToken.None);

        var report = await world.Owner.CheckAsync(id);

        Assert.False(report.IsOk());
        Assert.Contains($"/connections/{id}/reconnect", report.GetRawText(), StringComparison.Ordinal);
        Assert.True((await world.CredentialAsync(id)).GetProperty("needs_reauth").GetBoolean());
        Assert.Equal("error", (await world.Owner.CheckAsync(id)).StateOf("token"));
    }

    /// <summary>Pastes the token of a connection while Zoom does not say whose it is.</summary>
    private static async Task<long> PasteAsync(PersonWorld world, long connection)
    {
        var token = (await world.Server.Services.GetRequiredService<TokenStore>()
            .FindAsync(new(TenantId.First, new(connection)), CancellationToken.None))!.Token!;
        world.Control.AddFault(new FaultRule { Path = "/v2/users/{user}", Status = 503, Body = "" });
        var pasted = await world.PostAsync("/api/v1/credentials/", new
        {
            platform = "zoom",
            credentials = new
            {
                client_id = world.App.ClientId,
                client_secret = world.App.ClientSecret,
                access_token = token.AccessToken.Reveal(),
                refresh_token = token.RefreshToken!.Value.Reveal(),
            },
        });
        return pasted.GetProperty("id").GetInt64();
    }

    /// <summary>As if the connection had never been: its grant lives on at Zoom.</summary>
    private static async Task ForgetAsync(PersonWorld world, long connection)
    {
        await using var work = await world.Server.Database.BeginAsync(CancellationToken.None);
        await work.ExecuteAsync("DELETE FROM zoom_connections WHERE id = @connection", new { connection }, CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
    }
}
