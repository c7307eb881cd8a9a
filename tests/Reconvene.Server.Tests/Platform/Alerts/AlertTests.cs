using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Alerts;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Platform.Alerts;

public sealed class AlertTests
{
    private const string List = "/api/v1/alerts";

    private static readonly Alert Dead = new(
        TenantId.First, "connection.needs_reauth", "connection:1", AlertSeverity.Error, "Connect it again.", "/connections/1");

    [Theory]
    [Engines]
    public async Task One_alert_of_a_kind_is_open_for_a_subject_until_it_is_resolved(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);

        Assert.True(await RaiseAsync(server, Dead));
        Assert.False(await RaiseAsync(server, Dead with { Message = "Another sentence." }));
        Assert.True(await RaiseAsync(server, Dead with { Subject = "connection:2" }));
        Assert.Equal((1, 0), (await ResolveAsync(server), await ResolveAsync(server)));
        Assert.True(await RaiseAsync(server, Dead));

        var viewer = server.Client(await server.AddPersonAsync(Role.Viewer));
        var open = (await viewer.SendAsync(HttpMethod.Get, $"{List}?state=OPEN")).Json.GetProperty("items");
        var resolved = (await viewer.SendAsync(HttpMethod.Get, $"{List}?state=resolved")).Json.GetProperty("items");
        var first = (await viewer.SendAsync(HttpMethod.Get, $"{List}?limit=2")).Json;
        var rest = (await viewer.SendAsync(HttpMethod.Get, $"{List}?limit=2&cursor={first.GetProperty("next_cursor").GetString()}")).Json;
        Assert.Equal((2, 1, 1), (open.GetArrayLength(), resolved.GetArrayLength(), rest.GetProperty("items").GetArrayLength()));
        Assert.Equal("Connect it again.", resolved[0].GetProperty("message").GetString());
        Assert.Equal(("error", "resolved"), (resolved[0].GetProperty("severity").GetString(), resolved[0].GetProperty("state").GetString()));
        Assert.Equal(["state"], (await viewer.SendAsync(HttpMethod.Get, $"{List}?state=new")).Fields);
    }

    [Theory]
    [Engines]
    public async Task Of_many_who_raise_it_at_once_one_did(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);

        var raised = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => RaiseAsync(server, Dead))));

        Assert.Single(raised, isNew => isNew);
    }

    private static async Task<bool> RaiseAsync(ServerUnderTest server, Alert alert)
    {
        await using var work = await server.Database.BeginAsync(CancellationToken.None);
        var isNew = await Of(server).RaiseAsync(work, alert, CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
        return isNew;
    }

    private static async Task<int> ResolveAsync(ServerUnderTest server)
    {
        await using var work = await server.Database.BeginAsync(CancellationToken.None);
        var count = await Of(server).ResolveAsync(work, Dead.Tenant, Dead.Kind, Dead.Subject, CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
        return count;
    }

    private static Reconvene.Server.Platform.Alerts.Alerts Of(ServerUnderTest server) =>
        server.Services.GetRequiredService<Reconvene.Server.Platform.Alerts.Alerts>();
}
