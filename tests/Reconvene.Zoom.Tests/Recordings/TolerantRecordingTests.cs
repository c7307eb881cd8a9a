using System.Text.Json;
using Reconvene.Zoom.Json;
using Reconvene.Zoom.Recordings;
using Reconvene.Zoom.Tests.Kit;

namespace Reconvene.Zoom.Tests.Recordings;

public class TolerantRecordingTests
{
    [Theory]
    [InlineData("1234567890123", 1234567890123)]
    [InlineData("\"1234567890123\"", 1234567890123)]
    [InlineData("1234567890123.0", 1234567890123)]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    public void An_id_may_be_a_number_or_a_text(string json, long? expected) =>
        Assert.Equal(expected, Read($$"""{"uuid":"u","id":{{json}}}""").Id);

    [Theory]
    [InlineData("\"2021-07-13T21:44:51Z\"", "2021-07-13T21:44:51Z")]
    [InlineData("\"2021-03-18T05:41:36.0000000+00:00\"", "2021-03-18T05:41:36Z")]
    [InlineData("\"2021-03-18 05:41:36\"", "2021-03-18T05:41:36Z")]
    [InlineData("1626230691572", "2021-07-14T02:44:51.572Z")]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    public void A_moment_may_be_empty_or_absent(string json, string? expected) =>
        Assert.Equal(
            expected is null ? null : DateTimeOffset.Parse(expected, null),
            Read($$"""{"uuid":"u","start_time":{{json}}}""").StartAt);

    [Theory]
    [InlineData("7220", 7220L)]
    [InlineData("\"7220\"", 7220L)]
    [InlineData("0", null)]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    public void A_file_size_may_be_a_text_and_0_says_nothing(string json, long? expected) =>
        Assert.Equal(expected, ReadFile($$"""{"file_type":"MP4","file_size":{{json}}}""").SizeBytes);

    [Theory]
    [InlineData("true", true)]
    [InlineData("\"true\"", true)]
    [InlineData("1", true)]
    [InlineData("\"false\"", false)]
    [InlineData("\"\"", null)]
    public void A_flag_may_be_a_text(string json, bool? expected) =>
        Assert.Equal(expected, Read($$"""{"uuid":"u","auto_delete":{{json}}}""").AutoDelete);

    [Theory]
    [InlineData("""{"uuid":"u"}""")]
    [InlineData("""{"uuid":"u","recording_files":null,"participant_audio_files":null}""")]
    [InlineData("""{"uuid":"u","recording_files":[],"new_thing":{"a":[{}]}}""")]
    public void Absent_lists_are_empty_and_unknown_members_do_not_matter(string json)
    {
        var recording = Read(json);

        Assert.Empty(recording.Files);
        Assert.Empty(recording.ParticipantAudioFiles);
        Assert.Empty(recording.Unreadable);
    }

    [Fact]
    public void Unknown_codes_are_kept()
    {
        var file = ReadFile("""{"file_type":"hologram","recording_type":"Smell","status":"thinking"}""");

        Assert.Equal("HOLOGRAM", file.FileType.Value);
        Assert.Equal("smell", file.RecordingType?.Value);
        Assert.Equal("thinking", file.Status?.Value);
        Assert.False(file.IsReady);
    }

    [Fact]
    public void Known_codes_are_equal_in_any_case()
    {
        var file = ReadFile("""{"file_type":"mp4","recording_type":"shared_screen_with_speaker_view(CC)"}""");

        Assert.Equal(RecordingFileType.Mp4, file.FileType);
        Assert.Equal(RecordingType.SharedScreenWithSpeakerViewCaptioned, file.RecordingType);
    }

    [Fact]
    public void A_file_without_id_is_known_by_format_kind_and_first_second()
    {
        var first = ReadFile("""{"file_type":"CC","recording_start":"2021-03-18T05:41:36Z"}""");
        var again = ReadFile("""{"file_type":"CC","recording_start":"2021-03-18T05:41:36.000+00:00"}""");
        var other = ReadFile("""{"file_type":"CC","recording_start":"2021-03-18T06:41:36Z"}""");

        Assert.True(first.FileKey == again.FileKey);
        Assert.False(first.FileKey == other.FileKey);
        Assert.Equal("f1", ReadFile("""{"id":"f1","file_type":"CC"}""").FileKey);
    }

    [Theory]
    [InlineData("""{"file_type":"MP4","status":"completed","download_url":"https://zoom.us/a"}""", true)]
    [InlineData("""{"file_type":"CC","download_url":"https://zoom.us/a"}""", true)]
    [InlineData("""{"file_type":"MP4","status":"processing","download_url":"https://zoom.us/a"}""", false)]
    [InlineData("""{"file_type":"MP4","status":"completed","download_url":""}""", false)]
    [InlineData("""{"file_type":"","status":"completed","download_url":"https://zoom.us/a"}""", false)]
    public void Only_a_finished_file_with_an_address_is_ready(string json, bool ready) =>
        Assert.Equal(ready, ReadFile(json).IsReady);

    [Fact]
    public async Task An_odd_element_does_not_lose_the_page_and_is_named()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(200, """
            {"total_records":5,"meetings":[
              {"uuid":"good","recording_files":[{"id":"f1","file_type":"MP4"},{"id":"f2","file_size":"many"},7]},
              {"id":1},
              "odd",
              {"uuid":"bad","start_time":"yesterday"},
              {"uuid":"also good"}]}
            """);
        var day = new DateOnly(2026, 1, 1);

        var page = Assert.Single(await zoom.Client()
            .ListUserRecordingsAsync("u", day, day, trash: false, CancellationToken.None).ToListAsync()).Value();

        Compare.Same(["good", "also good"], page.Items.Select(one => one.Uuid));
        Assert.Equal("f1", Assert.Single(page.Items[0].Files).Id);
        Compare.Same(
            [
                "$.meetings[1]",
                "$.meetings[2]",
                "$.meetings[3].start_time",
                "$.meetings[uuid=good].recording_files[1].file_size",
                "$.meetings[uuid=good].recording_files[2]",
            ],
            page.Unreadable.Select(odd => odd.Path));
        Assert.Equal("A required member is missing.", page.Unreadable[0].Reason);
        Assert.All(page.Unreadable, static odd => Assert.DoesNotContain("yesterday", odd.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void A_body_that_nests_too_deep_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 100)) + string.Concat(Enumerable.Repeat("]", 100));

        Assert.Throws<JsonException>(() => Read($$"""{"uuid":"u","x":{{deep}}}"""));
    }

    [Fact]
    public void Printing_a_recording_shows_no_secret()
    {
        var recording = Read("""
            {"uuid":"u","topic":"canary","host_email":"canary@example.com","password":"canary",
             "download_access_token":"canary","recording_play_passcode":"canary",
             "recording_files":[{"id":"f","download_url":"https://zoom.us/rec/download/canary"}]}
            """);

        Assert.Equal("canary", recording.DownloadAccessToken?.Reveal());
        Assert.DoesNotContain("canary", $"{recording} {recording.Files[0]}", StringComparison.Ordinal);
    }

    private static ZoomRecording Read(string json) =>
        JsonSerializer.Deserialize(json, ZoomJson.Default.ZoomRecording)!;

    private static ZoomRecordingFile ReadFile(string json) =>
        Assert.Single(Read($$"""{"uuid":"u","recording_files":[{{json}}]}""").Files);
}
