using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Reconvene.Server;
using Reconvene.Server.Platform;

namespace Reconvene.Hosting;

/// <summary>The server's data opened as a server would, without listening: for commands that work on a stopped one.</summary>
internal sealed class PreparedServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PreparedServer(WebApplication app) => _app = app;

    public IServiceProvider Services => _app.Services;

    public static async Task<PreparedServer> OpenAsync(ServerOptions options, CancellationToken cancellation)
    {
        // What is found wrong is said by the command; what the preparations log is for a server that goes on to listen.
        var app = ReconveneServer.Build(options, builder => builder.Logging.ClearProviders());
        try
        {
            await Preparations.RunAsync(app.Services, cancellation);
            return new PreparedServer(app);
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

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
