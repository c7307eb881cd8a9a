using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reconvene.Server;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Bench.Kit;

/// <summary>The real server on a free loopback port, quiet, with a database of its own.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private readonly BenchDatabase? _database;
    private readonly WebApplication _app;

    private BenchServer(BenchDatabase? database, WebApplication app)
    {
        _database = database;
        _app = app;
    }

    public IServiceProvider Services => _app.Services;

    public Uri Address => new(_app.Urls.First());

    /// <summary>Starts it on a database that lives as long as it.</summary>
    public static async Task<BenchServer> StartAsync(
        Setting setting, Storage storage, string name, IReadOnlyDictionary<string, string?> settings, CancellationToken cancellation)
    {
        var database = await BenchDatabase.StartAsync(setting, storage, $"{name}-database", cancellation);
        return new BenchServer(database, await StartAppAsync(setting, database, name, settings, null, cancellation));
    }

    /// <summary>Starts it on a database that outlives it, and on the data folder it had before.</summary>
    public static async Task<BenchServer> StartAsync(
        Setting setting,
        BenchDatabase database,
        string name,
        IReadOnlyDictionary<string, string?> settings,
        CancellationToken cancellation,
        Func<Database, CancellationToken, Task>? beforeStart = null) =>
        new(null, await StartAppAsync(setting, database, name, settings, beforeStart, cancellation));

    private static async Task<WebApplication> StartAppAsync(
        Setting setting,
        BenchDatabase database,
        string name,
        IReadOnlyDictionary<string, string?> settings,
        Func<Database, CancellationToken, Task>? beforeStart,
        CancellationToken cancellation)
    {
        var folder = Directory.CreateDirectory(Path.Combine(setting.Folder, $"{name}-data")).FullName;
        var options = new ServerOptions(
            folder, "http://127.0.0.1:0", database.Options, folder, new Dictionary<string, string?>(settings, StringComparer.Ordinal));
        var app = ReconveneServer.Build(options, Quieten);
        if (beforeStart is not null)
        {
            await beforeStart(app.Services.GetRequiredService<Database>(), cancellation);
        }

        await ReconveneServer.StartAsync(app, cancellation);
        return app;
    }

    private static void Quieten(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }
}
