using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections.Rates.Store;
using Reconvene.Server.Tests.Connections.Rates;
using Reconvene.Testing;
using Reconvene.Zoom.Rates;
using Reconvene.Zoom.Scopes;

namespace Reconvene.Server.Tests.Pages;

/// <summary>The rate budget on the page of a connection.</summary>
public sealed class RateListTests
{
    private readonly TestClock _clock = new();

    [Theory]
    [Engines]
    public async Task The_page_of_a_connection_shows_what_was_called_what_pauses_and_what_sleeps(TestEngine engine)
    {
        await using var world = await SpacedScene.StartAsync(engine, _clock, new { recording_type = "cloud" });

        // Nothing calls for it any more: what is counted is what the test says.
        var off = await world.Owner.SendAsync(HttpMethod.Patch, $"/api/v1/credentials/{world.Credential}", """{"is_active":false}""");
        Assert.True(off.Code is 200, off.Text);
        _clock.Advance(TimeSpan.FromDays(1));
        using var browser = await PageVisitors.OwnerAsync(world.Server);
        var path = $"/connections/{world.Credential}";

        var before = (await browser.OpenAsync(path)).Read();
        Assert.Contains("Rate budget", before, StringComparison.Ordinal);
        Assert.Contains("No call has been counted today.", before, StringComparison.Ordinal);

        var now = _clock.GetUtcNow();
        var sleeps = new DateTimeOffset(2026, 3, 4, 6, 0, 0, TimeSpan.Zero);
        await ChangeAsync(world, RateFamily.Api, RateLabel.Light, row => row.Limited(now, now, now.AddMinutes(2)) with { Used = 1234 });
        await ChangeAsync(world, RateFamily.Phone, RateLabel.Heavy, row => row.FallAsleep(now, sleeps, "Zoom said so (429)", new(world.Credential)));
        var after = (await browser.OpenAsync(path)).Read();

        Assert.Contains("Zoom plan Pro", after, StringComparison.Ordinal);
        Assert.Contains("LIGHT 30 a second, 1,234 used today (UTC) Calls came too fast: waits until 3 March 2026, 09:02 UTC", after, StringComparison.Ordinal);
        Assert.Contains(
            "HEAVY · Zoom Phone 5 a second, 15,000 a day, HEAVY and RESOURCE-INTENSIVE together, 0 used today (UTC) The day’s calls are used up: asleep until 4 March 2026, 06:00 UTC",
            after,
            StringComparison.Ordinal);
        Assert.DoesNotContain("MEDIUM", after, StringComparison.Ordinal);

        _clock.Advance(TimeSpan.FromSeconds(121));
        Assert.Contains("Slower for some seconds", (await browser.OpenAsync(path)).Read(), StringComparison.Ordinal);
        await browser.SendAsync(path, "/language", ("language", "ru"));
        var russian = (await browser.OpenAsync(path)).Read();
        Assert.Contains("Лимит запросов", russian, StringComparison.Ordinal);
        Assert.Contains("пауза до 4 марта 2026, 06:00 UTC", russian, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_says_so_when_calls_are_not_spaced()
    {
        await using var world = await World.StartAsync(TestEngine.Sqlite);
        using var browser = await PageVisitors.OwnerAsync(world.Server);

        var page = (await browser.OpenAsync($"/connections/{world.Credential}")).Read();

        Assert.Contains("The settings say that calls are not spaced by these limits.", page, StringComparison.Ordinal);
    }

    private static Task<RateRow> ChangeAsync(World world, RateFamily family, RateLabel label, Func<RateRow, RateRow> change) =>
        world.Server.Services.GetRequiredService<RateStore>().ChangeAsync(
            new(TenantId.First, world.Control.World().AccountId, family, label), new(world.Credential), change, CancellationToken.None);
}
