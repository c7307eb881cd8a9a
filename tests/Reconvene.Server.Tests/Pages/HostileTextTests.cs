using Reconvene.Testing;

namespace Reconvene.Server.Tests.Pages;

public sealed class HostileTextTests
{
    [Theory]
    [Engines]
    public async Task Hostile_names_topics_and_reasons_are_text_on_every_page_of_a_connection(TestEngine engine)
    {
        await using var world = await PersonWorld.StartAsync(engine);
        using var browser = await PageVisitors.OwnerAsync(world.Server);
        var id = await world.ConnectAsync(PersonWorld.Priya);
        await world.SyncAsync(await world.SourceAsync(id));
        await browser.OpenAsync((await world.ConsentAsync(await world.BeginAsync())).ToString());
        await HostileText.PutAsync(world.Server, id);

        foreach (var path in HostileText.PagesOf(id))
        {
            var page = await browser.OpenAsync(path);

            Assert.True(page.Code is 200, $"{path} was answered with {page.Code}.");
            foreach (var mark in (string[])["<script>", "<img", "<svg", "</textarea><script", "href=\"javascript", "\u202e"])
            {
                Assert.True(!page.Text.Contains(mark, StringComparison.OrdinalIgnoreCase), $"{path} holds {mark}.");
            }
        }

        Assert.Contains("<bdi>", (await browser.OpenAsync("/")).Text, StringComparison.Ordinal);
        Assert.Contains(HostileText.Name, (await browser.OpenAsync("/connect/confirm")).Read(), StringComparison.Ordinal);
    }
}
