using System.Globalization;
using System.Text.Json;
using Reconvene.Bench.Kit;

namespace Reconvene.Bench.Downloads;

/// <summary>The two processes of our side, the files' host and the server, and what is asked of them.</summary>
internal sealed class Ours : IDisposable
{
    private readonly Child _host;
    private readonly Child _server;
    private int _round;

    private Ours(Child host, Child server, string address, string folder)
    {
        _host = host;
        _server = server;
        Address = address;
        Folder = folder;
    }

    /// <summary>Where the files are.</summary>
    public string Address { get; }

    /// <summary>The server's data folder.</summary>
    public string Folder { get; }

    public static async Task<Ours> StartAsync(string folder, int parallelFiles, CancellationToken cancellation)
    {
        var host = Child.Start(FileHost.Kind);
        var address = await host.HearAsync(cancellation);
        var server = Child.Start(Fetcher.Kind, address, folder, parallelFiles.ToString(CultureInfo.InvariantCulture));
        await server.HearAsync(cancellation);
        return new Ours(host, server, address, folder);
    }

    /// <summary>Fetches so many files, and removes them again.</summary>
    public async Task<Cost> FetchAsync(long size, int count, CancellationToken cancellation)
    {
        await _server.TellAsync(
            string.Create(CultureInfo.InvariantCulture, $"{size} {count} {++_round}"), cancellation);
        var cost = JsonSerializer.Deserialize<Cost>(await _server.HearAsync(cancellation))!;
        foreach (var recording in Directory.EnumerateDirectories(Path.Combine(Folder, "media", "1")))
        {
            Directory.Delete(recording, recursive: true);
        }

        return cost;
    }

    public void Dispose()
    {
        _server.Dispose();
        _host.Dispose();
    }
}
