using System.Text.Json;
using Reconvene.Client.Deliverables;
using Reconvene.Client.Transcripts;
using Reconvene.Server.Tests.Recordings;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Deliverables;

/// <summary>What a person reads in the end: the transcript and the deliverable, by their addresses.</summary>
public sealed class ReadingTests
{
    private const string HostileTopic = "Plan </title><script>alert(1)</script> & \"Отчёт\"";

    [Theory]
    [Engines]
    public async Task A_transcript_is_read_in_each_format_with_the_same_segments(TestEngine engine)
    {
        await using var rig = await DownloadRig.StartAsync(engine);
        await ReadyAsync(rig, new HoldMeeting { Topic = "Планёрка", Dialogue = "planning.ru", SendWebhooks = false });

        var json = await rig.World.Owner.SendAsync(HttpMethod.Get, Path("json"));
        Assert.Equal("application/json; charset=utf-8", json.Headers["Content-Type"]);
        var transcript = JsonSerializer.Deserialize<TranscriptView>(json.Text, Snake)!;
        Assert.Equal(("ru", "Планёрка"), (transcript.Language, transcript.Topic));
        Assert.Equal(Enumerable.Range(1, transcript.Segments.Count), transcript.Segments.Select(segment => segment.Number));
        Assert.Equal(transcript.Segments.OrderBy(segment => segment.StartMs), transcript.Segments);

        var last = transcript.Segments.Last(segment => !segment.IsChat);
        var vtt = await ReadAsync(rig, "vtt", "text/vtt");
        Assert.StartsWith("WEBVTT", vtt, StringComparison.Ordinal);
        var spoken = transcript.Segments.Count(segment => !segment.IsChat);
        Assert.NotEqual(transcript.Segments.Count, spoken);
        Assert.Equal(spoken, vtt.Split(" --> ").Length - 1);
        var srt = await ReadAsync(rig, "srt", "application/x-subrip");
        Assert.StartsWith("1\n00:", srt, StringComparison.Ordinal);
        Assert.Equal(spoken, srt.Split(" --> ").Length - 1);
        foreach (var text in new[] { vtt, srt, await ReadAsync(rig, "txt", "text/plain"), await ReadAsync(rig, "md", "text/markdown") })
        {
            Assert.Contains(last.Text, text.Replace("\\", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.Contains(last.Speaker!, text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [Engines]
    public async Task An_unknown_format_and_a_recording_without_a_transcript_are_told_apart(TestEngine engine)
    {
        await using var rig = await DownloadRig.StartAsync(engine);
        await rig.LearnAsync(await rig.HoldAsync(50_000, "No words", "video"));
        await rig.SettleAsync();

        var format = await rig.World.Owner.SendAsync(HttpMethod.Get, Path("docx"));
        var missing = await rig.World.Owner.SendAsync(HttpMethod.Get, Path("vtt"));

        Assert.Equal((404, "unknown_format"), (format.Code, format.ErrorCode));
        Assert.Equal((404, "not_found"), (missing.Code, missing.ErrorCode));
        Assert.Empty((await rig.World.GetAsync("/api/v1/recordings/1/deliverables")).GetProperty("items").EnumerateArray());
    }

    [Theory]
    [Engines]
    public async Task Every_statement_of_a_deliverable_cites_segments_that_exist(TestEngine engine)
    {
        await using var rig = await DownloadRig.StartAsync(engine);
        await ReadyAsync(rig, new HoldMeeting { Topic = "Weekly", Dialogue = "weekly-1.en", SendWebhooks = false });

        var listed = await rig.World.GetAsync("/api/v1/deliverables");
        var id = Assert.Single(listed.GetProperty("items").EnumerateArray()).GetProperty("id").GetInt64();
        var view = await rig.World.GetAsync($"/api/v1/deliverables/{id}");
        var document = JsonSerializer.Deserialize<DeliverableDocument>(
            (await rig.World.Owner.SendAsync(HttpMethod.Get, $"/api/v1/deliverables/{id}.json")).Text, Snake)!;
        var segments = JsonSerializer.Deserialize<TranscriptView>(
            (await rig.World.Owner.SendAsync(HttpMethod.Get, Path("json"))).Text, Snake)!.Segments;

        Assert.Equal(view.GetProperty("document").GetProperty("title").GetString(), document.Title);
        Assert.Equal(("extractive", "en"), (document.MadeBy, document.Language));
        Assert.NotEmpty(document.MadeByNote);
        Assert.NotEmpty(document.Summary);
        var spoken = segments.ToDictionary(segment => segment.Number);
        Assert.All(
            document.Summary.Concat(document.KeyPoints).Concat(document.Decisions).Concat(document.Questions),
            statement =>
            {
                Assert.NotEmpty(statement.Segments);
                Assert.All(statement.Segments, number => Assert.Contains(number, spoken.Keys));
                Assert.Contains(statement.Segments, number => spoken[number].StartMs == statement.StartMs);
            });
        Assert.All(document.ActionItems, item => Assert.All(item.Segments, number => Assert.Contains(number, spoken.Keys)));
        Assert.Equal(100, document.Participants.Sum(person => person.TalkPercent), 2.0);
    }

    [Theory]
    [Engines]
    public async Task The_page_of_a_deliverable_runs_nothing_whatever_the_topic_is(TestEngine engine)
    {
        await using var rig = await DownloadRig.StartAsync(engine);
        await ReadyAsync(rig, new HoldMeeting { Topic = HostileTopic, Dialogue = "planning.ru", SendWebhooks = false });

        var page = await rig.World.Owner.SendAsync(HttpMethod.Get, "/api/v1/deliverables/1.html");

        Assert.Equal((200, "text/html; charset=utf-8"), (page.Code, page.Headers["Content-Type"]));
        Assert.DoesNotContain("<script", page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("lang=\"ru\"", page.Text, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal(
            ("nosniff", "no-referrer"), (page.Headers["X-Content-Type-Options"], page.Headers["Referrer-Policy"]));
        Assert.DoesNotContain('\n', page.Headers["Content-Disposition"]);
        var markdown = await rig.World.Owner.SendAsync(HttpMethod.Get, "/api/v1/deliverables/1.md");
        Assert.DoesNotContain("<script", markdown.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(404, (await rig.World.Owner.SendAsync(HttpMethod.Get, "/api/v1/deliverables/1.exe")).Code);
    }

    private static JsonSerializerOptions Snake { get; } = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    private static string Path(string format) => $"/api/v1/recordings/1/transcript.{format}";

    private static async Task ReadyAsync(DownloadRig rig, HoldMeeting meeting)
    {
        await rig.LearnAsync(await rig.Zoom.HoldMeetingAsync(meeting, CancellationToken.None));
        await rig.SettleAsync();
        Assert.Equal("ready", (await rig.RecordingAsync()).State);
    }

    private static async Task<string> ReadAsync(DownloadRig rig, string format, string contentType)
    {
        var answer = await rig.World.Owner.SendAsync(HttpMethod.Get, Path(format));
        Assert.Equal(200, answer.Code);
        Assert.StartsWith(contentType, answer.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
        return answer.Text;
    }
}
