using System.Text.Json;
using Reconvene.Zoom.Downloads;
using Reconvene.Zoom.Phone;
using Reconvene.Zoom.Rates;
using Reconvene.Zoom.Recordings;
using Reconvene.Zoom.Scopes;
using Reconvene.Zoom.Tests.Downloads;
using Reconvene.Zoom.Tests.Kit;

namespace Reconvene.Zoom.Tests.Phone;

public class PhoneCallsTests
{
    private static readonly DateOnly First = new(2026, 2, 1);
    private static readonly PhoneWindow Day = PhoneWindow.Days(First, First);

    [SharedFact]
    public async Task The_accounts_call_recordings_are_read()
    {
        await using var zoom = await SampleAsync("phone-recordings_GET.json");

        var page = (await zoom.Phone().ListPhoneRecordingsAsync(null, Day, CancellationToken.None).FirstAsync()).Value();

        var recording = Assert.Single(page.Items);
        Assert.Equal("6f9c294840ad46bc870034ca2d098098", recording.Id);
        Assert.Equal("20210609-a297ae04-a875-4cfd-85ab-4adcead91edb", recording.CallElementId);
        Assert.Equal(new DateTimeOffset(2022, 3, 8, 5, 37, 23, TimeSpan.Zero), recording.StartAt);
        Assert.Equal(115, recording.DurationSeconds);
        Assert.Equal(("NL3cEpSdRc-c2t8aLoZqiw", "1000123476", "deleted"), (recording.Owner!.Id, recording.Owner.ExtensionNumber, recording.Owner.ExtensionStatus));
        Assert.NotNull(recording.TranscriptDownloadUrl);
        Assert.Equal(50, page.TotalRecords);
        Assert.Empty(page.Unreadable);
    }

    [SharedFact]
    public async Task A_users_call_recordings_are_read_without_an_owner()
    {
        await using var zoom = await SampleAsync("phone-users-userId-recordings_GET.json");

        var page = (await zoom.Phone().ListPhoneRecordingsAsync("me", Day, CancellationToken.None).FirstAsync()).Value();

        Assert.Null(Assert.Single(page.Items).Owner);
        Assert.Equal(
            "/v2/phone/users/me/recordings?from=2026-02-01&to=2026-02-01&page_size=300", zoom.Seen[0].RawTarget);
    }

    [SharedFact]
    public async Task Voicemails_are_read()
    {
        await using var zoom = await SampleAsync("phone-voice_mails_GET.json");

        var page = (await zoom.Phone().ListVoicemailsAsync(null, Day, CancellationToken.None).FirstAsync()).Value();

        var voicemail = Assert.Single(page.Items);
        Assert.Equal("d43520fc6b7e4b26bbeef58a8a80f235", voicemail.Id);
        Assert.Equal((18, "read", 150L), (voicemail.DurationSeconds, voicemail.Status, page.TotalRecords));
        Assert.Empty(page.Unreadable);
    }

    [SharedFact]
    public async Task One_voicemail_is_read()
    {
        await using var zoom = await SampleAsync("phone-voice_mails-voicemailId_GET.json");

        var voicemail = (await zoom.Phone().GetVoicemailAsync("v/1", CancellationToken.None)).Value();

        Assert.NotNull(voicemail.Transcription);
        Assert.Equal("/v2/phone/voice_mails/v%2F1", zoom.Seen[0].RawTarget);
    }

    [SharedFact]
    public void Every_recording_inside_an_event_is_read()
    {
        foreach (var name in (string[])["phone.recording_completed.json", "phone.recording_transcript_completed.json"])
        {
            using var document = JsonDocument.Parse(SharedFiles.Read("samples", "events-official", name));
            var recordings = document.RootElement.GetProperty("payload").GetProperty("object").GetProperty("recordings");

            Assert.All(recordings.EnumerateArray(), one => Assert.Equal(
                "abcD3ojfdbjfg", one.Deserialize(Zoom.Json.ZoomJson.Default.ZoomPhoneRecording)!.Id));
        }
    }

    [Fact]
    public async Task Ids_may_be_numbers_unknown_words_are_kept_and_an_odd_one_costs_only_itself()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(
            200,
            """
            {"total_records":"3","recordings":[
              {"id":7072598989368295984,"call_id":12,"call_element_id":"e","recording_type":"Sideways","direction":"both","duration":"11",
               "date_time":"","download_url":"","owner":{"id":5,"extension_number":"10","type":"robot"}},
              {"call_id":"no id"},
              {"id":"b","caller_name":null,"caller_number":15550100}]}
            """);

        var page = (await zoom.Phone().ListPhoneRecordingsAsync(null, Day, CancellationToken.None).FirstAsync()).Value();

        Compare.Same(["7072598989368295984", "b"], page.Items.Select(static one => one.Id));
        Assert.Equal(("12", "Sideways", "both", 11), (page.Items[0].CallId, page.Items[0].RecordingType, page.Items[0].Direction, page.Items[0].DurationSeconds));
        Assert.Equal(("5", "robot"), (page.Items[0].Owner!.Id, page.Items[0].Owner!.Type));
        Assert.Equal("15550100", page.Items[1].CallerNumber);
        Assert.StartsWith("$.recordings[1]", Assert.Single(page.Unreadable).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_recording_of_a_part_of_a_call_is_a_light_call_of_Phones_own_table()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(200, """{"id":"a","call_element_id":"20260201-x","soft_deleted":false}""");

        var recording = (await zoom.Phone().GetCallElementRecordingAsync("20260201-x", CancellationToken.None)).Value();

        Assert.Equal("a", recording.Id);
        Assert.Equal("/v2/phone/call_element/20260201-x/recording", zoom.Seen[0].RawTarget);
        Assert.Equal((RateFamily.Phone, RateLabel.Light), (ZoomOperations.GetCallElementRecording.Family, ZoomOperations.GetCallElementRecording.Label));
        Assert.Equal((RateFamily.Phone, RateLabel.Heavy), (ZoomOperations.ListVoicemails.Family, ZoomOperations.ListVoicemails.Label));
    }

    [Theory]
    [InlineData(400, """{"code":404,"message":"File does not exist."}""", ZoomFailureKind.Gone)]
    [InlineData(404, """{"code":404,"message":"Recording does not exist for x."}""", ZoomFailureKind.Gone)]
    [InlineData(400, """{"code":300,"message":"Voice mail does not exist: x."}""", ZoomFailureKind.Gone)]
    [InlineData(400, """{"code":104,"message":"Invalid access token, does not contain scopes:[phone:read:voicemail]."}""", ZoomFailureKind.ScopeMissing)]
    [InlineData(400, """{"code":429,"message":"Too many."}""", ZoomFailureKind.Rejected)]
    [InlineData(429, """{"code":429,"message":"Too many."}""", ZoomFailureKind.RateLimited)]
    [InlineData(401, """{"code":124,"message":"Account does not exist: abc."}""", ZoomFailureKind.Gone)]
    [InlineData(401, """{"code":124,"message":"Invalid access token."}""", ZoomFailureKind.CredentialRejected)]
    [InlineData(400, """{"code":12000,"message":"Unable to transcribe this recording."}""", ZoomFailureKind.Rejected)]
    [InlineData(400, """{"code":12001,"message":"Admin has disabled this transcription."}""", ZoomFailureKind.PermissionDenied)]
    [InlineData(400, """{"code":12002,"message":"Still in the process."}""", ZoomFailureKind.NotReady)]
    [InlineData(400, """{"code":12003,"message":"Transcripts failed to download."}""", ZoomFailureKind.Rejected)]
    public async Task Phones_errors_are_what_they_say(int status, string body, ZoomFailureKind kind)
    {
        await using var zoom = await FalseZoom.AnsweringAsync(status, body);

        Assert.Equal(kind, (await zoom.Phone().GetVoicemailAsync("x", CancellationToken.None)).Failure().Kind);
    }

    [Fact]
    public void A_window_is_a_month_at_most()
    {
        var moment = new DateTimeOffset(2026, 2, 1, 5, 0, 0, TimeSpan.FromHours(2));

        Assert.Throws<ArgumentOutOfRangeException>(() => PhoneWindow.Days(First, First.AddDays(40)));
        Assert.Throws<ArgumentOutOfRangeException>(() => PhoneWindow.Days(First, First.AddDays(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => PhoneWindow.Moments(moment, moment.AddDays(40)));
    }

    [Fact]
    public async Task A_window_may_be_one_of_seconds()
    {
        var moment = new DateTimeOffset(2026, 2, 1, 5, 0, 0, TimeSpan.FromHours(2));
        await using var zoom = await FalseZoom.AnsweringAsync(200, "{}");

        await zoom.Phone().ListVoicemailsAsync(null, PhoneWindow.Moments(moment, moment.AddSeconds(1)), CancellationToken.None).FirstAsync();

        Assert.Equal(
            "/v2/phone/voice_mails?from=2026-02-01T03%3A00%3A00Z&to=2026-02-01T03%3A00%3A01Z&page_size=300", zoom.Seen[0].RawTarget);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFB, 0x90, 0x00 })]
    [InlineData(new byte[] { 0xFF, 0xF3, 0x40, 0xC0 })]
    [InlineData(new byte[] { 0x49, 0x44, 0x33, 0x04 })]
    public async Task Sound_of_a_call_is_known_by_its_first_bytes(byte[] start)
    {
        await using var zoom = await FalseZoom.StartAsync(context => context.Response.Body.WriteAsync(start).AsTask());

        var outcome = await zoom.OpenAsync(expectations: DownloadKit.Expect(RecordingFileType.Mp3));

        Assert.Equal(start, await outcome.ReadAllAsync());
    }

    [Theory]
    [InlineData("MP3", "RIFFxxxxWAVEfmt ")]
    [InlineData("MP3", "{\"status\":false,\"errorCode\":300,\"errorMessage\":\"no\"}")]
    [InlineData("PHONE_TRANSCRIPT", "WEBVTT\n\n")]
    [InlineData("PHONE_TRANSCRIPT", "<!DOCTYPE html><html></html>")]
    [InlineData("PHONE_TRANSCRIPT", "{\"code\":12000,\"message\":\"Unable to transcribe this recording.\"}")]
    public async Task What_only_poses_as_sound_or_transcript_is_refused(string type, string body)
    {
        await using var zoom = await FalseZoom.AnsweringAsync(200, body, "application/octet-stream");

        var outcome = await zoom.OpenAsync(expectations: DownloadKit.Expect(new RecordingFileType(type)));

        Assert.IsType<DownloadOutcome.Failed>(outcome);
    }

    [Fact]
    public async Task A_transcript_of_a_call_is_fetched_by_way_of_a_redirect()
    {
        const string Text = """{"type":"zoom_transcript","ver":1,"timeline":[]}""";
        await using var zoom = await FalseZoom.StartAsync(context =>
        {
            if (context.Request.Path.Value!.StartsWith("/v2/phone/recording_transcript", StringComparison.Ordinal))
            {
                context.Response.StatusCode = 302;
                context.Response.Headers.Location = "/file/x?Signature=1";
                return Task.CompletedTask;
            }

            return context.Response.SayAsync(200, Text);
        });

        var outcome = await zoom.OpenAsync(
            "/v2/phone/recording_transcript/download/r", expectations: DownloadKit.Expect(RecordingFileType.PhoneTranscript));

        Assert.Equal(Text, System.Text.Encoding.UTF8.GetString(await outcome.ReadAllAsync()));
    }

    private static Task<FalseZoom> SampleAsync(string name) => FalseZoom.AnsweringAsync(
        200, System.Text.Encoding.UTF8.GetString(SharedFiles.Read("samples", "api", name)));
}
