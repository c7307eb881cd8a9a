using System.Globalization;
using System.Security.Cryptography;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Recordings;
using Reconvene.Server.Recordings.Download;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Recordings;

/// <summary>F52: files that are larger than 32 bits count, and larger than they may be.</summary>
public sealed class LargeFilesTests
{
    private const long Mebibyte = 1L << 20;
    private const long Beyond = (4L << 30) + (20 * Mebibyte);

    [Theory]
    [Engines]
    public async Task A_file_goes_on_from_a_mark_beyond_four_gibibytes_and_what_is_sent_again_is_compared_there(TestEngine engine)
    {
        await using var rig = await DownloadRig.StartAsync(engine);
        var held = await rig.HoldAsync(Beyond + (40 * Mebibyte));
        rig.Zoom.AddFault(new FaultRule { Path = DownloadRig.Media, CutAfterBytes = 18 * Mebibyte });
        await rig.LearnAsync(held);
        var piece = Assert.Single(rig.World.Server.MediaFiles);
        await using (var sparse = new FileStream(piece, FileMode.Open))
        {
            sparse.SetLength(Beyond);
        }

        await using (var work = await rig.World.Server.Database.BeginAsync(CancellationToken.None))
        {
            await work.ExecuteAsync("UPDATE recording_files SET mark_bytes = @Beyond, mark_etag = NULL", new { Beyond }, CancellationToken.None);
            await work.CommitAsync(CancellationToken.None);
        }

        rig.Zoom.ClearLog();
        await rig.PassAsync();

        // What stands before the mark is not what Zoom sends again: nothing is added to it.
        var asked = rig.MediaRequests()[0];
        Assert.InRange(asked.FirstByte(), Beyond - Mebibyte, Beyond - 1);
        Assert.Contains("changed at Zoom while it was fetched", (await rig.RecordingAsync()).Reason, StringComparison.Ordinal);
        var file = await rig.FileAsync();
        Assert.Equal((0, Beyond + (40 * Mebibyte)), (file.MarkBytes, file.ListedBytes));
        Assert.Equal(0, new FileInfo(piece).Length);
    }

    [Theory]
    [Engines]
    public async Task Marks_and_sizes_beyond_four_gibibytes_are_on_record_as_they_are(TestEngine engine)
    {
        await using var rig = await DownloadRig.StartAsync(engine);
        var held = await rig.HoldAsync(Beyond);
        rig.Zoom.AddFault(new FaultRule { Path = DownloadRig.Media, Status = 503, Times = null });
        await rig.LearnAsync(held);
        var row = await rig.FileAsync();
        var work = new RecordingWork(rig.World.Server.Database);
        var file = await work.FindFileToFetchAsync(TenantId.First, new RecordingFileId(row.Id), CancellationToken.None);
        Assert.Equal(Beyond, file!.ListedBytes);

        await using (var writing = await rig.World.Server.Database.BeginAsync(CancellationToken.None))
        {
            Assert.True(await RecordingStore.MarkAsync(writing, file, Beyond - 1, "tag", CancellationToken.None));
            await writing.CommitAsync(CancellationToken.None);
        }

        Assert.Equal(Beyond - 1, (await work.FindFileToFetchAsync(TenantId.First, new RecordingFileId(row.Id), CancellationToken.None))!.MarkBytes);
        await using (var writing = await rig.World.Server.Database.BeginAsync(CancellationToken.None))
        {
            Assert.True(await new RecordingStore(rig.Clock).HoldAsync(writing, file, Beyond, new string('a', 64), "video/mp4", CancellationToken.None));
            await writing.CommitAsync(CancellationToken.None);
        }

        Assert.Equal(Beyond, (await rig.FileAsync()).HeldBytes);
        var view = Assert.Single(await rig.World.RecordingsAsync());
        Assert.Equal(Beyond, view.GetProperty("held_bytes").GetInt64());
    }

    [Fact]
    public async Task Bytes_beyond_four_gibibytes_are_written_and_read_where_they_belong()
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "1.part~");
        await using (var sparse = File.Create(path))
        {
            sparse.SetLength(Beyond);
        }

        var piece = RandomNumberGenerator.GetBytes((int)Mebibyte + 123);
        await using (var partial = PartialFile.Open(path, Beyond, new PieceBuffers(), FileSync.OfDisk))
        {
            partial.TakeRoom(Beyond + piece.Length);
            await partial.WriteAsync(piece);
            await partial.SettleAsync();
            partial.Flush();
            Assert.Equal(Beyond + piece.Length, partial.Bytes);
            Assert.Equal(piece, await partial.TailAsync(Beyond, Beyond + piece.Length, CancellationToken.None));
        }

        await using var written = File.OpenRead(path);
        Assert.Equal(Beyond + piece.Length, written.Length);
        var read = new byte[piece.Length];
        written.Position = Beyond;
        await written.ReadExactlyAsync(read);
        Assert.Equal(piece, read);
    }

    [Theory]
    [Engines]
    public async Task A_file_above_the_limit_is_missing_with_the_limit_said_and_the_others_are_held(TestEngine engine)
    {
        var limit = 2 * Mebibyte;
        await using var rig = await DownloadRig.StartAsync(
            engine,
            new(StringComparer.Ordinal) { ["Recordings:LargestFileBytes"] = limit.ToString(CultureInfo.InvariantCulture) });
        var held = await rig.HoldAsync(limit, "Weekly review", "video", "audio", "chat");
        rig.Zoom.ResizeFile(held.Files.Single(file => file.FileType is "MP4").Key, limit + 1);
        await rig.LearnAsync(held);
        await rig.SettleAsync();

        var files = await rig.FilesAsync();
        var large = files.Single(file => file.FileType is "MP4");
        Assert.Equal("missing", large.State);
        Assert.Contains($"{limit}", large.Reason, StringComparison.Ordinal);
        Assert.All(files.Where(file => file.FileType is not "MP4"), file => Assert.Equal("held", file.State));
        Assert.Equal("needs_attention", (await rig.RecordingAsync()).State);
        await rig.CheckAsync();
    }
}
