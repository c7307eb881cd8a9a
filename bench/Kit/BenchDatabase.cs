using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Bench.Kit;

/// <summary>An empty database that keeps what it promised: a file with synchronous FULL, or a private cluster with fsync.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private readonly string? _cluster;

    private BenchDatabase(DatabaseOptions options, string? cluster)
    {
        Options = options;
        _cluster = cluster;
    }

    public DatabaseOptions Options { get; }

    public static async Task<BenchDatabase> StartAsync(Setting setting, Storage storage, string name, CancellationToken cancellation)
    {
        var folder = setting.NewFolder(name);
        if (storage is Storage.Sqlite)
        {
            return new(new(Engine.Sqlite, SqliteSettings.ConnectionString(Path.Combine(folder, "bench.db"))), null);
        }

        var address = (await EngAsync(cancellation, "start", folder, "durable")).Trim();
        return new(new(Engine.Postgres, new NpgsqlConnectionStringBuilder(address) { MaxPoolSize = 30 }.ToString()), folder);
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await EngAsync(CancellationToken.None, "stop", _cluster);
        }
    }

    private static async Task<string> EngAsync(CancellationToken cancellation, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "eng", "postgres"), arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode is 0 ? said : throw new InvalidOperationException(string.Create(
            CultureInfo.InvariantCulture, $"eng/postgres {arguments[0]} ended with {process.ExitCode}."));
    }
}
