using System.Data.Common;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Reconvene.Server;
using Reconvene.Server.Platform;

namespace Reconvene.Hosting;

/// <summary>What the machine, the database and the settings say against a start, as one sentence each.</summary>
internal static class StartRefusals
{
    /// <summary>The reason; null when the error is a fault of ours.</summary>
    public static StartRefusedException? Explain(Exception error, ServerOptions options) => error switch
    {
        IOException { InnerException: AddressInUseException } => new StartRefusedException(
            $"Something else listens on {options.Urls} already: stop it, or choose another address with --urls."),
        SocketException { SocketErrorCode: SocketError.AccessDenied } => new StartRefusedException(
            $"This user may not listen on {options.Urls}: choose a port above 1023 with --urls."),
        SocketException or FormatException or UriFormatException => new StartRefusedException(
            $"--urls {options.Urls} cannot be listened on ({error.Message}): expected one like {ServerOptions.DefaultUrls}."),
        OptionsValidationException invalid => new StartRefusedException(
            string.Join(Environment.NewLine, invalid.Failures.Prepend("These settings are not valid:"))),
        DbException or TimeoutException => new StartRefusedException(
            $"The database could not be opened: {error.Message} Check {DatabaseName(options)}, or run `reconvene doctor`."),
        UnauthorizedAccessException => new StartRefusedException(
            $"The data folder {options.DataFolder} cannot be used: {error.Message} Give it to the user who runs Reconvene, or choose another with --data."),
        DirectoryNotFoundException or PathTooLongException => new StartRefusedException(
            $"The data folder {options.DataFolder} cannot be made: {error.Message}"),
        _ => null,
    };

    private static string DatabaseName(ServerOptions options) =>
        options.Database is null ? $"the files in {options.DataFolder}" : "the address given with --database and that PostgreSQL runs there";
}
