using System.Net.Http.Headers;
using Reconvene.Server.Accounts;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Recordings;

/// <summary>T24: a held file served back.</summary>
public sealed class ContentTests
{
    [Fact]
    public async Task Every_kind_of_file_has_the_type_of_our_own_table_and_never_renders()
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        var held = await rig.HoldAsync(null, "Weekly review", "video", "audio", "transcript", "chat", "timeline", "captions");
        await rig.LearnAsync(held);

        var types = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var file in await rig.FilesAsync())
        {
            using var answer = await AskAsync(rig, file);
            types[file.FileType] = answer.Content.Headers.ContentType?.ToString();
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
            Assert.StartsWith("sandbox", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            Assert.True(answer.Headers.CacheControl?.Private);
        }

        Assert.Equal("video/mp4", types["MP4"]);
        Assert.Equal("audio/mp4", types["M4A"]);
        Assert.Equal("text/vtt; charset=utf-8", types["TRANSCRIPT"]);
        Assert.Equal("text/vtt; charset=utf-8", types["CC"]);
        Assert.Equal("text/plain; charset=utf-8", types["CHAT"]);
        Assert.Equal("application/json", types["TIMELINE"]);
    }

    [Fact]
    public async Task A_page_of_another_site_gets_no_file()
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        var file = await HeldAsync(rig);
        foreach (var (site, status) in new[] { ("cross-site", 403), ("same-origin", 200), ("none", 200) })
        {
            using var answer = await AskAsync(rig, file, request => request.Headers.Add("Sec-Fetch-Site", site));
            Assert.Equal(status, (int)answer.StatusCode);
        }
    }

    [Fact]
    public async Task An_odd_range_gets_the_whole_file_or_416_and_never_an_error()
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        var file = await HeldAsync(rig);
        foreach (var range in new[]
        {
            "bytes=9-1", "bytes=-", "bytes=a-b", "bytes=99999999999999999999999-", "bytes=0-99999999999999999999999",
            "bytes=-99999999999999999999999", "bytes=9223372036854775807-", "bytes=-0", "lines=1-2",
            $"bytes={string.Join(',', Enumerable.Range(0, 1000).Select(at => $"{at}-{at}"))}",
        })
        {
            using var answer = await AskAsync(rig, file, request => request.Headers.TryAddWithoutValidation("Range", range));
            Assert.True((int)answer.StatusCode is 200 or 416, $"{range}: {(int)answer.StatusCode}");
            if ((int)answer.StatusCode is 200)
            {
                Assert.Equal(file.HeldBytes, (await answer.Content.ReadAsByteArrayAsync()).Length);
            }
        }
    }

    [Fact]
    public async Task One_range_gets_its_bytes_and_a_known_tag_gets_304()
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        var file = await HeldAsync(rig);
        using var whole = await AskAsync(rig, file);
        var bytes = await whole.Content.ReadAsByteArrayAsync();
        Assert.Equal($"\"{file.Sha256}\"", whole.Headers.ETag?.Tag);

        using var piece = await AskAsync(rig, file, request => request.Headers.Range = new RangeHeaderValue(100, 199));
        Assert.Equal(206, (int)piece.StatusCode);
        Assert.Equal(bytes[100..200], await piece.Content.ReadAsByteArrayAsync());
        Assert.Equal(file.HeldBytes, piece.Content.Headers.ContentRange?.Length);

        using var tail = await AskAsync(rig, file, request => request.Headers.Range = new RangeHeaderValue(null, 10));
        Assert.Equal(bytes[^10..], await tail.Content.ReadAsByteArrayAsync());

        using var known = await AskAsync(rig, file, request => request.Headers.IfNoneMatch.Add(whole.Headers.ETag!));
        Assert.Equal(304, (int)known.StatusCode);
    }

    [Theory]
    [Engines]
    public async Task Another_tenants_file_and_one_that_never_was_are_the_same_404(TestEngine engine)
    {
        await using var rig = await DownloadRig.StartAsync(engine);
        var file = await HeldAsync(rig);
        var stranger = rig.World.Server.Client(await rig.World.Server.AddPersonAsync(Role.Owner, tenant: 2));

        foreach (var path in new[]
        {
            $"/api/v1/recordings/{file.RecordingId}/files/{file.Id}/content",
            $"/api/v1/recordings/{file.RecordingId + 7}/files/{file.Id + 7}/content",
        })
        {
            var answer = await stranger.SendAsync(HttpMethod.Get, path);
            Assert.Equal(404, answer.Code);
        }

        Assert.Equal(404, (await stranger.SendAsync(HttpMethod.Delete, $"/api/v1/recordings/{file.RecordingId}")).Code);
        Assert.Equal(404, (await stranger.SendAsync(HttpMethod.Delete, $"/api/v1/recordings/{file.RecordingId}/files/{file.Id}")).Code);
        Assert.Equal(404, (await stranger.SendAsync(HttpMethod.Post, $"/api/v1/recordings/{file.RecordingId}/process")).Code);
        Assert.Equal(401, (await rig.World.Server.Anonymous.SendAsync(HttpMethod.Get, $"/api/v1/recordings/{file.RecordingId}/files/{file.Id}/content")).Code);
        Assert.Equal("held", (await rig.FileAsync()).State);
        await rig.CheckAsync();
    }

    [Fact]
    public async Task A_file_that_is_not_held_answers_409_with_its_reason()
    {
        await using var rig = await DownloadRig.StartAsync(TestEngine.Sqlite);
        var file = await HeldAsync(rig);
        var path = $"/api/v1/recordings/{file.RecordingId}/files/{file.Id}";
        Assert.Equal(204, (await rig.World.Owner.SendAsync(HttpMethod.Delete, path)).Code);

        var answer = await rig.World.Owner.SendAsync(HttpMethod.Get, path + "/content");
        Assert.Equal(409, answer.Code);
        Assert.Equal("file_not_held", answer.ErrorCode);
        Assert.Contains("Removed here", answer.Detail, StringComparison.Ordinal);
    }

    private static async Task<StoredFile> HeldAsync(DownloadRig rig)
    {
        await rig.LearnAsync(await rig.HoldAsync());
        return await rig.FileAsync();
    }

    private static async Task<HttpResponseMessage> AskAsync(
        DownloadRig rig, StoredFile file, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, $"/api/v1/recordings/{file.RecordingId}/files/{file.Id}/content");
        change?.Invoke(request);
        return await rig.World.Owner.SendAsync(request);
    }
}
