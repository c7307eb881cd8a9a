using Reconvene.Server.Tests.Sources;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Ledger;

/// <summary>What has not changed is not written.</summary>
public sealed class UnchangedListingTests
{
    [Theory]
    [Engines]
    public async Task An_unchanged_second_listing_writes_no_row(TestEngine engine)
    {
        await using var world = await SyncScene.StartAsync(engine, new TestClock());
        await world.OnlyAsync(world.Maria());
        await world.SyncAsync("?from_date=2026-01-01");
        Assert.NotEmpty(await world.RecordingsAsync());
        await using var written = await WrittenRows.WatchAsync(world.Server);

        await world.SyncAsync("?from_date=2026-01-01");
        Assert.Empty(await written.TablesAsync());

        var uuid = (await world.RecordingsAsync())[0].Text("meeting_uuid")!;
        world.Control.WebhookTarget = null;
        await world.Control.RenameRecordingAsync(uuid, "Another name", CancellationToken.None);
        await world.SyncAsync("?from_date=2026-01-01");
        Assert.Contains("meetings", await written.TablesAsync(), StringComparer.Ordinal);
    }
}
