using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reconvene.Server;

namespace Reconvene.Bench.Kit;

/// <summary>The real server on a free loopback port, quiet, with a database of its own.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private readonly BenchDatabase _database;
    private readonly WebApplication _app;

    private BenchServer(BenchDatabase database, WebApplication app)
    {
        _database = database;
        _app = app;
    }

    public IServiceProvider Services => _app.Services;

    public Uri Address => new(_app.Urls.First());

    public static async Task<BenchServer> StartAsync(
        Setting setting, Storage storage, string name, IReadOnlyDictionary<string, string?> settings, CancellationToken cancellation)
    {
        var database = await BenchDatabase.StartAsync(setting, storage, $"{name}-database", cancellation);
        var folder = setting.NewFolder($"{name}-data");
        var app = ReconveneServer.Build(
            new ServerOptions(folder, "http://127.0.0.1:0", database.Options, folder, new Dictionary<string, string?>(settings, StringComparer.Ordinal)),
            builder =>
            {
                builder.Logging.ClearProviders();
                builder.Logging.SetMinimumLevel(LogLevel.Warning);
            });
        await ReconveneServer.StartAsync(app, cancellation);
        return new BenchServer(database, app);
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }
}
