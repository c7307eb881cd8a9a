using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Reconvene.Server;

namespace Reconvene.Hosting;

/// <summary>The server in this process, from its start to its end.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningServer(WebApplication app) => _app = app;

    /// <summary>Where it listens, with the ports that were really taken.</summary>
    public IReadOnlyList<Uri> Addresses =>
    [
        .. _app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses
            .Select(address => new Uri(address.Replace("[::]", "localhost", StringComparison.Ordinal))),
    ];

    public IServiceProvider Services => _app.Services;

    /// <summary>Starts it; what stops it from starting is a <see cref="Server.Platform.StartRefusedException"/>.</summary>
    public static async Task<RunningServer> StartAsync(
        ServerOptions options, LogLevel level, CancellationToken cancellation)
    {
        var app = ReconveneServer.Build(options, builder => QuietLog(builder, level));
        try
        {
            await ReconveneServer.StartAsync(app, cancellation);
            return new RunningServer(app);
        }
        catch (Exception error)
        {
            await app.DisposeAsync();
            if (StartRefusals.Explain(error, options) is { } refused)
            {
                throw refused;
            }

            throw;
        }
    }

    /// <summary>Waits until it is told to stop, then until it has.</summary>
    public Task WaitForShutdownAsync(CancellationToken stopping) => _app.WaitForShutdownAsync(stopping);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    /// <summary>The log is words, so it goes to stderr; the framework speaks up only when something is wrong.</summary>
    private static void QuietLog(WebApplicationBuilder builder, LogLevel level)
    {
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.SetMinimumLevel(level);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("System", LogLevel.Warning);
        builder.Logging.AddFilter("Quartz", LogLevel.Warning);

        // A start that fails is told by the command, in a sentence.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
    }
}
