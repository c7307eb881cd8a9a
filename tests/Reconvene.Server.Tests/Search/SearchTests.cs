using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Search;
using Reconvene.Server.Transcripts;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Search;

/// <summary>Everything that was said is found, with who said it and when.</summary>
public sealed class SearchTests
{
    private readonly TestClock _clock = new();

    [Theory]
    [Engines]
    public async Task Words_are_found_in_every_form_in_both_languages_with_speaker_and_second(TestEngine engine)
    {
        await using var world = await StartAsync(engine);

        var english = Assert.Single(await FindAsync(world, "q=invoices"));
        var hit = english.GetProperty("hits")[0];
        Assert.Equal(("Release", "Tom"), (english.GetProperty("topic").GetString(), hit.GetProperty("speaker").GetString()));
        var text = hit.GetProperty("text").GetString()!;
        var place = hit.GetProperty("highlights")[0];
        Assert.Equal("invoice", text.Substring(place.GetProperty("start").GetInt32(), place.GetProperty("length").GetInt32()));
        var segment = (await world.GetAsync($"/api/v1/recordings/{english.GetProperty("recording_id")}/transcript.json")).GetProperty("segments")
            .EnumerateArray().Single(one => one.GetProperty("number").GetInt32() == hit.GetProperty("segment").GetInt32());
        Assert.Equal(segment.GetProperty("start_ms").GetInt64(), hit.GetProperty("start_ms").GetInt64());

        Assert.Equal("Планёрка", Assert.Single(await FindAsync(world, "q=договоры")).GetProperty("topic").GetString());
        Assert.Equal("Планёрка", Assert.Single(await FindAsync(world, "q=" + Uri.EscapeDataString("еж*"))).GetProperty("topic").GetString());
        Assert.Equal(2, (await FindAsync(world, "q=release")).Count);
        Assert.Empty(await FindAsync(world, "q=release+wizard"));
        Assert.Single(await FindAsync(world, "q=" + Uri.EscapeDataString("release inv*")));
    }

    [Theory]
    [Engines]
    public async Task Filters_narrow_and_pages_go_on_newest_first(TestEngine engine)
    {
        await using var world = await StartAsync(engine);

        Assert.Empty(await FindAsync(world, "q=release&speaker=Nobody"));
        Assert.Equal(["Release"], Topics(await FindAsync(world, "q=release&speaker=Tom")), StringComparer.Ordinal);
        Assert.Equal(["Release", "Second release"], Topics(await FindAsync(world, "q=release&language=en")).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Empty(await FindAsync(world, "q=release&language=ru"));
        Assert.Empty(await FindAsync(world, "q=release&to=2026-01-01"));
        Assert.Equal(2, (await FindAsync(world, "q=release&from=2026-03-01&to=2026-03-02")).Count);

        var first = await world.GetAsync("/api/v1/search?q=release&limit=1");
        var second = await world.GetAsync($"/api/v1/search?q=release&limit=1&cursor={first.GetProperty("next_cursor").GetString()}");
        Assert.Equal("Second release", first.GetProperty("items")[0].GetProperty("topic").GetString());
        Assert.Equal("Release", second.GetProperty("items")[0].GetProperty("topic").GetString());
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next_cursor").ValueKind);
        Assert.Empty(await FindAsync(world, "q=release&host_email=nobody@sim.example"));
    }

    [Theory]
    [Engines]
    public async Task A_host_is_sought_by_the_address_that_Zooms_list_of_users_gives(TestEngine engine)
    {
        await using var world = await StartAsync(engine);
        await world.SyncAsync($"?from_date={world.Control.Now:yyyy-MM-dd}");
        var host = (await world.RecordingsAsync()).Single(one => one.GetProperty("topic").GetString() is "Release").GetProperty("host_email").GetString()!;

        Assert.Equal(2, (await FindAsync(world, $"q=release&host_email={host}")).Count);
        Assert.Equal(2, (await FindAsync(world, $"q=release&host_email={host.ToUpperInvariant()}&language=en")).Count);
        Assert.Empty(await FindAsync(world, "q=release&host_email=priya.nair@sim.example"));

        // Who has a new address is found by that one alone.
        await using (var work = await world.Server.Database.BeginAsync(CancellationToken.None))
        {
            await work.ExecuteAsync("UPDATE hosts SET email = 'new@sim.example' WHERE email = @host", new { host }, CancellationToken.None);
            await work.CommitAsync(CancellationToken.None);
        }

        Assert.Empty(await FindAsync(world, $"q=release&host_email={host}"));
        Assert.Equal(2, (await FindAsync(world, "q=release&host_email=new@sim.example")).Count);
    }

    [Theory]
    [Engines]
    public async Task What_was_read_before_there_was_an_index_is_made_findable_and_what_goes_is_no_longer_found(TestEngine engine)
    {
        await using var world = await StartAsync(engine);
        await using (var work = await world.Server.Database.BeginAsync(CancellationToken.None))
        {
            await work.ExecuteAsync("DELETE FROM said", null, CancellationToken.None);
            await work.ExecuteAsync("DELETE FROM said_places", null, CancellationToken.None);
            await work.ExecuteAsync("UPDATE transcripts SET indexed = 0", null, CancellationToken.None);
            await work.CommitAsync(CancellationToken.None);
        }

        Assert.Empty(await FindAsync(world, "q=release"));
        await world.Server.Services.GetRequiredService<IndexOldTranscripts>().RunAsync(CancellationToken.None);
        var found = await FindAsync(world, "q=release");
        Assert.Equal(2, found.Count);

        await using (var work = await world.Server.Database.BeginAsync(CancellationToken.None))
        {
            await work.ExecuteAsync(
                "DELETE FROM transcripts WHERE recording_id = @id", new { id = found[0].GetProperty("recording_id").GetInt64() }, CancellationToken.None);
            await work.CommitAsync(CancellationToken.None);
        }

        Assert.Single(await FindAsync(world, "q=release"));
        Assert.Equal(2, await world.Server.Database.FindAsync<long>("SELECT COUNT(*) FROM said", null, CancellationToken.None));
        Assert.Equal(2, await world.Server.Database.FindAsync<long>("SELECT COUNT(*) FROM said_places", null, CancellationToken.None));
    }

    [Theory]
    [Engines]
    public async Task Words_of_a_transcript_that_was_replaced_meanwhile_are_not_written_over_those_of_the_new_one(TestEngine engine)
    {
        await using var world = await StartAsync(engine);
        var recording = new RecordingId((await FindAsync(world, "q=invoice"))[0].GetProperty("recording_id").GetInt64());
        var old = new SaidText();
        old.Add(1, null, "Nothing of the kind.");

        await using (var work = await world.Server.Database.BeginAsync(CancellationToken.None))
        {
            await world.Server.Services.GetRequiredService<SaidIndex>().AddAsync(
                work, new TenantId(1), recording, new TranscriptId(999), old, CancellationToken.None);
            await work.CommitAsync(CancellationToken.None);
        }

        Assert.Single(await FindAsync(world, "q=invoice"));
        Assert.Empty(await FindAsync(world, "q=kind"));
    }

    [Theory]
    [Engines]
    public async Task A_speaker_is_sought_by_the_name_that_is_shown_and_by_what_they_said(TestEngine engine)
    {
        await using var world = await StartAsync(engine);
        var release = (await FindAsync(world, "q=invoice"))[0].GetProperty("recording_id").GetInt64();

        // Tom is there, but it is Maria who says it; both say "release" once.
        Assert.Empty(await FindAsync(world, "q=spring&speaker=Tom"));
        var bySpeaker = Assert.Single(await FindAsync(world, "q=release+checked&speaker=Maria"));
        Assert.Equal((1, "Maria"), (bySpeaker.GetProperty("total_hits").GetInt32(), bySpeaker.GetProperty("hits")[0].GetProperty("speaker").GetString()));

        await using (var work = await world.Server.Database.BeginAsync(CancellationToken.None))
        {
            await work.ExecuteAsync(
                "INSERT INTO speaker_names (recording_id, tenant_id, label, name) VALUES (@release, 1, 'Tom', 'Thomas Berg')",
                new { release },
                CancellationToken.None);
            await work.CommitAsync(CancellationToken.None);
        }

        Assert.Empty(await FindAsync(world, "q=invoice&speaker=Tom"));
        Assert.Equal("Thomas Berg", Assert.Single(await FindAsync(world, "q=invoice&speaker=Thomas+Berg")).GetProperty("hits")[0].GetProperty("speaker").GetString());
        Assert.Empty(await FindAsync(world, "q=spring&speaker=Thomas+Berg"));
    }

    [Theory]
    [Engines]
    public async Task A_word_that_is_only_begun_is_whatever_begins_so(TestEngine engine)
    {
        await using var world = await StartAsync(engine);

        foreach (var begun in new[] { "r*", "re*", "rel*", "rele*", "releas*", "release*", "RELE*" })
        {
            Assert.Equal(2, (await FindAsync(world, $"q={begun}")).Count);
        }

        Assert.Empty(await FindAsync(world, "q=relea"));
        Assert.Empty(await FindAsync(world, "q=rex*"));
        Assert.Equal(["Release"], Topics(await FindAsync(world, "q=invo*+rel*")), StringComparer.Ordinal);
        Assert.Empty(await FindAsync(world, "q=s*&speaker=Nobody"));
    }

    [Theory]
    [Engines]
    public async Task Nobody_finds_what_another_tenant_said(TestEngine engine)
    {
        await using var world = await StartAsync(engine);
        var queries = world.Server.Services.GetRequiredService<SearchQueries>();

        foreach (var (typed, found) in new[] { ("release", 2), ("r*", 2), ("rele*", 2) })
        {
            var question = new SearchQuestion(SearchQuestion.Read(typed, [])!);
            Assert.Equal(found, (await queries.FindAsync(new TenantId(1), question, new(20, null, null), CancellationToken.None)).Items.Count);
            foreach (var other in new long[] { 2, 11, 10 })
            {
                Assert.Empty((await queries.FindAsync(new TenantId(other), question, new(20, null, null), CancellationToken.None)).Items);
            }
        }
    }

    [Theory]
    [Engines]
    public async Task Hits_and_their_number_are_those_of_the_segments(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine, _clock);
        await HoldAsync(world, "Long", "en", string.Join('\n', Enumerable.Range(1, 30).Select(turn =>
            (turn % 2 is 0 ? "Tom: " : "Maria: ") + (turn % 3 is 0 ? "The budget of the release is spent." : "The budget is not yet spent by far."))));

        var found = Assert.Single(await FindAsync(world, "q=budget+release"));
        var segments = (await world.GetAsync($"/api/v1/recordings/{found.GetProperty("recording_id")}/transcript.json")).GetProperty("segments").EnumerateArray()
            .Select(one => (Number: one.GetProperty("number").GetInt32(), Text: one.GetProperty("text").GetString()!)).ToList();

        Assert.Equal(segments.Count(one => one.Text.Contains("budget", StringComparison.Ordinal)), found.GetProperty("total_hits").GetInt32());
        Assert.Equal(
            segments.Where(one => one.Text.Contains("release", StringComparison.Ordinal)).Take(3).Select(one => one.Number),
            found.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("segment").GetInt32()));
    }

    [Theory]
    [InlineData("", "q")]
    [InlineData("q=", "q")]
    [InlineData("q=%21%3F", "q")]
    [InlineData("q=a&limit=51", "limit")]
    [InlineData("q=a&from=yesterday", "from")]
    [InlineData("q=a&from=2026-02-02&to=2026-02-01", "to")]
    [InlineData("q=a&cursor=zzz", "cursor")]
    public async Task What_cannot_be_sought_is_refused_by_name(string query, string field)
    {
        await using var world = await World.StartAsync(TestEngine.Sqlite, _clock);

        var answer = await world.Owner.SendAsync(HttpMethod.Get, $"/api/v1/search?{query}");

        Assert.Equal((422, field), (answer.Code, answer.Fields.Single()));
    }

    [Theory]
    [Engines]
    public async Task Whatever_is_typed_is_words_and_no_language_of_the_index(TestEngine engine)
    {
        await using var world = await StartAsync(engine);

        foreach (var typed in new[] { "\"release plan", "release\" OR \"x", "a' | 'b", "NEAR(a b)", "words:release", "tenant1", "release & !plan", "100%_", "') ; DROP TABLE said --" })
        {
            var answer = await world.Owner.SendAsync(HttpMethod.Get, $"/api/v1/search?q={Uri.EscapeDataString(typed)}");
            Assert.True(answer.Code is 200, $"{typed}: {answer.Text}");
        }
    }

    private async Task<World> StartAsync(TestEngine engine)
    {
        var world = await World.StartAsync(engine, _clock);
        await HoldAsync(world, "Release", "en", "Maria: We begin with the release plan for the spring.\nTom: Every invoice of the release has to be checked twice.");
        await HoldAsync(world, "Планёрка", "ru", "Анна: Сегодня обсудим новый договор и сроки.\nИгорь: Ёжик в логотипе остаётся, договор подпишем в пятницу.");
        await HoldAsync(world, "Second release", "en", "Maria: The second release comes after the summer.\nMaria: Nobody is against it.");
        return world;
    }

    private async Task HoldAsync(World world, string topic, string language, string words)
    {
        await world.Control.HoldMeetingAsync(
            new HoldMeeting { Topic = topic, Language = language, Words = words, Files = ["transcript"] }, CancellationToken.None);
        await world.DrainAsync();
        _clock.Advance(TimeSpan.FromMinutes(1));
    }

    private static async Task<IReadOnlyList<JsonElement>> FindAsync(World world, string query) =>
        [.. (await world.GetAsync($"/api/v1/search?{query}")).GetProperty("items").EnumerateArray()];

    private static IEnumerable<string?> Topics(IReadOnlyList<JsonElement> found) => found.Select(one => one.GetProperty("topic").GetString());
}
