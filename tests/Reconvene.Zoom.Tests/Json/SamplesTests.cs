using System.Text.Json;
using Reconvene.Zoom.Calls;
using Reconvene.Zoom.Recordings;
using Reconvene.Zoom.Tests.Kit;
using Reconvene.Zoom.Users;

namespace Reconvene.Zoom.Tests.Json;

/// <summary>Reads the shared samples over the wire, as answers of Zoom.</summary>
public class SamplesTests
{
    private static readonly DateOnly Day = new(2026, 1, 1);

    [SharedFact]
    public async Task The_list_of_users_is_read()
    {
        await using var zoom = await AnsweringAsync("users_GET.json");

        var page = (await zoom.Client().ListUsersAsync(UserStatus.Active, CancellationToken.None).FirstAsync()).Value();

        Assert.Equal("KDcuGIm1QgePTO8WbOqwIQ", Assert.Single(page.Items).Id);
        Assert.Equal(8482, page.TotalRecords);
        Assert.NotNull(page.Items[0].CreatedAt);
        Assert.Empty(page.Unreadable);
    }

    [SharedFact]
    public async Task One_user_is_read()
    {
        await using var zoom = await AnsweringAsync("users-userId_GET.json");

        var user = (await zoom.Client().GetUserAsync("me", CancellationToken.None)).Value();

        Assert.Equal("jchill@example.com", user.Email);
        Assert.Equal(UserStatus.Pending, user.Status);
        Assert.Equal(3542471135, user.PersonalMeetingId);
    }

    [SharedFact]
    public async Task The_list_of_recordings_is_read()
    {
        await using var zoom = await AnsweringAsync("users-userId-recordings_GET.json");

        var page = (await zoom.Client()
            .ListUserRecordingsAsync("u", Day, Day, trash: false, CancellationToken.None).FirstAsync()).Value();

        var recording = Assert.Single(page.Items);
        Assert.Equal(6840331990, recording.Id);
        Assert.Equal(7220, Assert.Single(recording.Files).SizeBytes);
        Assert.Equal(RecordingFileType.Mp4, recording.Files[0].FileType);
        Assert.Empty(page.Unreadable);
    }

    [SharedFact]
    public async Task One_recording_is_read()
    {
        await using var zoom = await AnsweringAsync("meetings-meetingId-recordings_GET.json");

        var recording = (await zoom.Client()
            .GetRecordingAsync(MeetingReference.Of(1), TimeSpan.FromHours(1), CancellationToken.None)).Value();

        Assert.False(recording.DownloadAccessToken!.Value.IsEmpty);
        Assert.Single(recording.ParticipantAudioFiles);
        Assert.NotNull(recording.Files[0].RecordingStartAt);
    }

    [SharedFact]
    public void Every_recording_inside_an_event_is_read()
    {
        var read = 0;
        foreach (var file in SharedFiles.In("samples", "events-official")
            .Where(static name => Path.GetFileName(name).StartsWith("recording.", StringComparison.Ordinal)))
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            if (document.RootElement.GetProperty("payload").TryGetProperty("object", out var subject)
                && subject.TryGetProperty("recording_files", out _)
                && subject.TryGetProperty("uuid", out _))
            {
                Assert.Empty(subject.Deserialize(Zoom.Json.ZoomJson.Default.ZoomRecording)!.Unreadable);
                read++;
            }
        }

        Assert.True(read >= 4);
    }

    [SharedFact]
    public async Task The_samples_of_errors_are_the_failures_they_say()
    {
        Dictionary<string, (int Status, ZoomFailureKind Kind)> expected = new(StringComparer.Ordinal)
        {
            ["api-400-300-no-accept-header.xml"] = (400, ZoomFailureKind.Rejected),
            ["api-400-4711-missing-scope.json"] = (400, ZoomFailureKind.ScopeMissing),
            ["api-401-124.json"] = (401, ZoomFailureKind.CredentialRejected),
            ["api-404-3001.json"] = (404, ZoomFailureKind.Gone),
            ["api-404-3301.json"] = (404, ZoomFailureKind.NotReady),
            ["token-400-invalid-client.json"] = (400, ZoomFailureKind.CredentialRejected),
            ["token-400-invalid-grant.json"] = (400, ZoomFailureKind.CredentialRejected),
            ["download-200-error-body.json"] = (200, ZoomFailureKind.CredentialRejected),
        };
        foreach (var (name, (status, kind)) in expected)
        {
            Assert.True(kind == FailureOf(name, status).Kind, $"{name} is {FailureOf(name, status).Kind}");
        }

        foreach (var file in Directory.EnumerateFiles(SharedFiles.PathOf("samples", "oauth"), "api-429-*.json"))
        {
            var isDaily = (await File.ReadAllTextAsync(file)).Contains("daily", StringComparison.Ordinal);
            Assert.Equal(
                isDaily ? ZoomFailureKind.DailyLimit : ZoomFailureKind.RateLimited,
                FailureOf(Path.GetFileName(file), 429).Kind);
        }
    }

    [SharedFact]
    public async Task The_samples_of_tokens_are_read()
    {
        foreach (var name in (string[])["s2s-token-200.json", "s2s-token-200-no-scope-yet.json", "user-token-200.json"])
        {
            var body = System.Text.Encoding.UTF8.GetString(SharedFiles.Read("samples", "oauth", name));
            await using var zoom = await FalseZoom.AnsweringAsync(200, body);
            var endpoints = ZoomEndpoints.Create(null, zoom.Address + "/oauth", null);
            var oauth = new Zoom.OAuth.ZoomOAuth(zoom.Http, endpoints, zoom.Time);

            var token = (await oauth.RequestServerToServerAsync("a", "c", new Secret("s"), CancellationToken.None)).Value();

            Assert.Equal(body.Contains("\"scope\"", StringComparison.Ordinal), token.Scopes is { Count: > 0 });
            Assert.StartsWith("https://api-", token.ApiUrl, StringComparison.Ordinal);
        }
    }

    private static ZoomFailure FailureOf(string name, int status)
    {
        using var response = new HttpResponseMessage();
        var body = ErrorBody.Read(SharedFiles.Read("samples", "oauth", name));
        return Failures.FromAnswer("try", status, response.Headers, body, paging: false, DateTimeOffset.UnixEpoch);
    }

    private static Task<FalseZoom> AnsweringAsync(string sample) => FalseZoom.AnsweringAsync(
        200, System.Text.Encoding.UTF8.GetString(SharedFiles.Read("samples", "api", sample)));
}
