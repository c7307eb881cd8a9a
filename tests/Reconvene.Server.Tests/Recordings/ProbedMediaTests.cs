using Reconvene.Server.Tests.Platform.Programs;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Recordings;

public sealed class ProbedMediaTests
{
    [FFmpegTheory]
    [Engines]
    public async Task Every_held_film_and_sound_file_is_kept_with_what_it_says_of_itself(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine, settings: new(StringComparer.Ordinal) { ["Recordings:ProbeMedia"] = "true" });

        await world.Control.HoldMeetingAsync(
            new HoldMeeting { Topic = "True", Files = ["video", "audio", "transcript"] }, CancellationToken.None);
        await world.DrainAsync();

        var files = await FilesAsync(world);
        Assert.Equal(2, files.Count(file => file.FileExtension is "mp4" or "m4a"));
        Assert.All(files, file =>
        {
            var isMedia = file.FileExtension is "mp4" or "m4a";
            Assert.Equal(isMedia, file.MediaMs > 1000);
            Assert.Equal(isMedia ? true : null, file.MediaHasAudio);
            Assert.Equal(isMedia ? file.Sha256 : null, file.MediaSha256);
            Assert.Null(file.MediaReason);
        });
    }

    [FFmpegTheory]
    [Engines]
    public async Task A_film_that_is_none_is_kept_with_what_was_found_and_the_recording_goes_on(TestEngine engine)
    {
        await using var world = await World.StartAsync(engine, settings: new(StringComparer.Ordinal) { ["Recordings:ProbeMedia"] = "true" });
        var body = new byte[50_000];
        "\0\0\0\u0018ftypisom"u8.CopyTo(body);
        await world.Control.HoldMeetingAsync(
            new HoldMeeting { Topic = "False", Files = ["video", "transcript"] }, CancellationToken.None);
        await world.DrainAsync();
        var film = (await FilesAsync(world)).Single(file => file.FileExtension is "mp4");

        // As if it had been so from the beginning: other bytes, looked at anew.
        await File.WriteAllBytesAsync(
            Directory.EnumerateFiles(Path.Combine(world.Server.DataFolder, "media"), $"{film.Id}.mp4", SearchOption.AllDirectories).Single(), body);
        await using (var work = await world.Server.Database.BeginAsync(CancellationToken.None))
        {
            await work.ExecuteAsync("UPDATE recording_files SET media_sha256 = NULL, media_ms = NULL", null, CancellationToken.None);
            await work.CommitAsync(CancellationToken.None);
        }

        var recording = (await world.RecordingsAsync())[0];
        var asked = await world.Owner.SendAsync(HttpMethod.Post, $"/api/v1/recordings/{recording.GetProperty("id")}/process");
        Assert.True(asked.Code is 200 or 202, asked.Text);
        await world.DrainAsync();

        film = (await FilesAsync(world)).Single(file => file.FileExtension is "mp4");
        Assert.Contains("ffprobe could not read it", film.MediaReason, StringComparison.Ordinal);
        Assert.Null(film.MediaMs);
        Assert.Equal("ready", (await world.RecordingsAsync())[0].GetProperty("state").GetString());
    }

    private static Task<IReadOnlyList<FileRow>> FilesAsync(World world) => world.Server.Database.QueryAsync<FileRow>(
        """
        SELECT id, file_extension, sha256, media_ms, media_has_audio, media_sha256, media_reason
        FROM recording_files
        WHERE state = 'held'
        ORDER BY id
        """,
        null,
        CancellationToken.None);

    private sealed class FileRow
    {
        public long Id { get; init; }

        public string FileExtension { get; init; } = "";

        public string? Sha256 { get; init; }

        public long? MediaMs { get; init; }

        public bool? MediaHasAudio { get; init; }

        public string? MediaSha256 { get; init; }

        public string? MediaReason { get; init; }
    }
}
