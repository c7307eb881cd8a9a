using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reconvene.Server;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Recordings.Steps;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Bench.Downloads;

/// <summary>
/// Our side: the server's own step that downloads, with its ledger on SQLite. A process of its own; for each line
/// <c>size count round</c> that it hears it fetches, and says what it took.
/// </summary>
internal static class Fetcher
{
    public const string Kind = "fetch";

    /// <summary>Arguments: the address of the files, the data folder, and how many files at once.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var (address, data, parallel) = (arguments[0], arguments[1], arguments[2]);
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Zoom:AccountId"] = "bench-account",
            ["Zoom:ClientId"] = "bench-client",
            ["Zoom:ClientSecret"] = "bench-client-secret",
            ["Zoom:ApiBaseUrl"] = $"{address}/v2",
            ["Zoom:OAuthUrl"] = $"{address}/oauth",
            ["Recordings:ParallelFiles"] = parallel,
            ["Recordings:DiskReserveBytes"] = "0",
        };
        await using var app = ReconveneServer.Build(
            new ServerOptions(data, "http://127.0.0.1:0", null, data, settings),
            builder =>
            {
                builder.Logging.ClearProviders();
                builder.Logging.SetMinimumLevel(LogLevel.Warning);
            });
        await ReconveneServer.StartAsync(app, CancellationToken.None);
        await Console.Out.WriteLineAsync("ready");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var words = line.Split(' ');
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(await FetchAsync(
                app.Services, long.Parse(words[0], CultureInfo.InvariantCulture), int.Parse(words[1], CultureInfo.InvariantCulture), words[2])));
        }

        await app.StopAsync();
        return 0;
    }

    private static async Task<Cost> FetchAsync(IServiceProvider services, long size, int count, string round)
    {
        var database = services.GetRequiredService<Database>();
        var tenant = new TenantId(1);
        var connection = (await services.GetRequiredService<ConnectionQueries>().FindAsync(tenant, new(1), CancellationToken.None))!;
        RecordingId recording;
        await using (var work = await database.BeginAsync(CancellationToken.None))
        {
            var changes = await services.GetRequiredService<LedgerStore>().RecordAsync(
                work, connection, new Server.Ledger.Listing([Listed(size, count, round)], SeenBy.Sync, TimeProvider.System.GetUtcNow()), CancellationToken.None);
            recording = changes[0].Recording;
            await work.CommitAsync(CancellationToken.None);
        }

        GC.Collect();
        Memory.Forget();
        var before = Memory.PeakBytes();
        using var self = Process.GetCurrentProcess();
        var spent = self.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        var outcome = await services.GetRequiredService<DownloadFiles>().RunAsync(
            new FetchContext(database, RecordingSubject.Of(recording)), CancellationToken.None);
        var seconds = watch.Elapsed.TotalSeconds;
        self.Refresh();
        return outcome is StepOutcome.Done
            ? new Cost(seconds, (self.TotalProcessorTime - spent).TotalSeconds, before, Memory.PeakBytes())
            : throw new InvalidOperationException($"The download ended with {outcome}.");
    }

    private static ZoomRecording Listed(long size, int count, string round) => new()
    {
        Uuid = FileHost.Meeting(size, count, round),
        Id = 81_234_567_890,
        Topic = "Bench",
        AccountId = "bench-account",
        HostId = "host",
        StartAt = new DateTimeOffset(2026, 1, 1, 9, 0, 0, TimeSpan.Zero),
        Files =
        [
            .. Enumerable.Range(0, count).Select(number => new ZoomRecordingFile
            {
                Id = $"file-{number}",
                FileType = RecordingFileType.Mp4,
                FileExtension = "MP4",
                SizeBytes = size,
                Status = RecordingFileStatus.Completed,
                DownloadUrl = new Uri("http://127.0.0.1/listed-anew"),
                RecordingStartAt = new DateTimeOffset(2026, 1, 1, 9, 0, 0, TimeSpan.Zero),
            }),
        ],
    };
}

/// <summary>What one fetch took.</summary>
/// <param name="Seconds">Of the wall's clock.</param>
/// <param name="CpuSeconds">Of the processor, in user and system.</param>
/// <param name="BytesBefore">Resident before it.</param>
/// <param name="PeakBytes">The most that was resident during it.</param>
internal sealed record Cost(double Seconds, double CpuSeconds, long BytesBefore, long PeakBytes);
