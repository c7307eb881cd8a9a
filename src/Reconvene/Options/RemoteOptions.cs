using System.CommandLine;
using Reconvene.Client;
using Reconvene.Server;

namespace Reconvene.Options;

/// <summary>Which running server a command talks to, and with which key.</summary>
internal sealed class RemoteOptions
{
    public const string KeyVariable = "RECONVENE_API_KEY";

    private readonly Option<Uri> _server = new("--server")
    {
        Description = "The address of the running server.",
        HelpName = "URL",
        DefaultValueFactory = _ => new Uri(ServerOptions.DefaultUrls),
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
            {
                return uri;
            }

            result.AddError($"--server '{text}' is not an address: expected one like {ServerOptions.DefaultUrls}.");
            return null;
        },
    };

    private readonly Option<string?> _key = new("--api-key")
    {
        Description = $"The API key. Better given as {KeyVariable}: other users of the machine can read a command line.",
        HelpName = "KEY",
    };

    private RemoteOptions()
    {
    }

    public static RemoteOptions AddTo(Command command)
    {
        var options = new RemoteOptions();
        command.Add(options._server);
        command.Add(options._key);
        return options;
    }

    public Uri Server(ParseResult parse) => parse.GetRequiredValue(_server);

    /// <summary>The key given; null when there is none.</summary>
    public string? Key(ParseResult parse) =>
        parse.GetValue(_key) is { Length: > 0 } given ? given : Environment.GetEnvironmentVariable(KeyVariable);

    public ReconveneClient Connect(ParseResult parse) => Key(parse) is { Length: > 0 } key
        ? ReconveneClient.Connect(Server(parse), key)
        : throw new CommandFailedException(
            $"No API key was given: set {KeyVariable}, or make one with `reconvene api-key create`.", ExitCodes.WrongUsage);
}
