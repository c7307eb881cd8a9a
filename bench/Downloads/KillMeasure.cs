using System.Globalization;
using System.Security.Cryptography;
using Reconvene.Bench.Kit;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Bench.Downloads;

/// <summary>A server that is killed a hundred times while it fetches: what it had beyond its last mark is fetched again.</summary>
internal sealed class KillMeasure : IMeasure
{
    private const long Bytes = 2L << 30;
    private const int Kills = 100;
    private const int KillsOfOneFile = 20;
    private const long MostAgainBytes = 16L << 20;
    private const double BytesInMebibyte = 1 << 20;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(1);

    public string Name => "kills";

    public string Says => "SIGKILL a hundred times in the middle of files of 2 GiB: how much is fetched again, and whether the content is equal.";

    public async Task<IReadOnlyList<Figure>> RunAsync(Setting setting, CancellationToken cancellation)
    {
        using var host = Child.Start(FileHost.Kind);
        var address = await host.HearAsync(cancellation);
        var lost = new List<double>();
        var equal = 0;
        var files = 0;
        var wanted = FileHost.Sha256(Bytes);
        while (lost.Count < Kills)
        {
            var data = Path.Combine(setting.NewFolder("kills"), "data");
            for (var kill = 0; kill < KillsOfOneFile && lost.Count < Kills; kill++)
            {
                lost.Add(await KillAsync(address, data, cancellation) / BytesInMebibyte);
            }

            files++;
            equal += await EndAsync(address, data, cancellation) == wanted ? 1 : 0;
            Setting.Say($"  {lost.Count} of {Kills} kills");
        }

        return
        [
            new("Fetched again after a SIGKILL", lost, Bar.AtMost, MostAgainBytes / BytesInMebibyte)
            {
                Unit = "MiB",
                IsWorstJudged = true,
                Behind = $"{lost.Count(one => one * BytesInMebibyte <= MostAgainBytes)} of {lost.Count} kills within it",
            },
            new("Files whose content is equal after it", [equal / (double)files], Bar.AtLeast, 1) { Behind = $"{equal} of {files}, by SHA-256" },
        ];
    }

    /// <summary>Lets a server come some way, and kills it. Gives the bytes on the disk that no mark covers.</summary>
    private static async Task<long> KillAsync(string address, string data, CancellationToken cancellation)
    {
        using var server = Child.Start(Fetcher.Kind, address, data, "1");
        await server.HearAsync(cancellation);
        var aim = PartialBytes(data) + RandomNumberGenerator.GetInt32(4 << 20, 80 << 20);
        await server.TellAsync(string.Create(CultureInfo.InvariantCulture, $"{Bytes} 1 kills"), cancellation);
        using var timer = new PeriodicTimer(BetweenLooks, TimeProvider.System);
        while (PartialBytes(data) < aim)
        {
            await timer.WaitForNextTickAsync(cancellation);
        }

        server.Kill();
        await server.EndedAsync(cancellation);
        return PartialBytes(data) - await FindAsync<long>(data, "SELECT MAX(mark_bytes) FROM recording_files", cancellation);
    }

    private static async Task<string> EndAsync(string address, string data, CancellationToken cancellation)
    {
        using var server = Child.Start(Fetcher.Kind, address, data, "1");
        await server.HearAsync(cancellation);
        await server.TellAsync(string.Create(CultureInfo.InvariantCulture, $"{Bytes} 1 kills"), cancellation);
        await server.HearAsync(cancellation);
        var path = Directory.EnumerateFiles(Path.Combine(data, "media"), "*.mp4", SearchOption.AllDirectories).Single();
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
    }

    private static long PartialBytes(string data)
    {
        var media = Path.Combine(data, "media");
        return Directory.Exists(media)
            ? Directory.EnumerateFiles(media, "*.part~", SearchOption.AllDirectories).Sum(path => new FileInfo(path).Length)
            : 0;
    }

    private static async Task<T?> FindAsync<T>(string data, string sql, CancellationToken cancellation)
    {
        await using var database = new Database(
            new(Engine.Sqlite, SqliteSettings.ConnectionString(Path.Combine(data, "reconvene.db"))));
        return await database.FindAsync<T>(sql, null, cancellation);
    }
}
