using System.CommandLine;
using Reconvene.Simulator;
using Reconvene.Simulator.Control.Addresses;

namespace Reconvene.Commands.Simulation;

/// <summary>The names under which clients reach the simulator, and what it shows over HTTPS.</summary>
internal sealed class SimulatedAddresses
{
    private readonly Option<string?> _certificate = new("--certificate")
    {
        Description = "A PFX or PEM file to show over HTTPS; needed to listen on an address that begins with https.",
        HelpName = "PATH",
    };

    private readonly Option<string?> _key = new("--certificate-key")
    {
        Description = "The PEM file of the certificate's key, when it is a file of its own.",
        HelpName = "PATH",
    };

    private readonly Option<string?> _password = new("--certificate-password")
    {
        Description = "What opens the PFX file.",
        HelpName = "TEXT",
    };

    private readonly Option<string?> _api = Name("--api-host", "The name of the API in answers, such as that of Zoom's.");

    private readonly Option<string?> _oauth = Name("--oauth-host", "The name of tokens and consents, such as that of Zoom's.");

    private readonly Option<string?> _web = Name("--web-host", "The name of recordings and meetings in answers, such as that of a cluster of Zoom's.");

    private readonly Option<string?> _files = Name("--file-host", "The name that downloads are redirected to; that of --web-host when left out.");

    public void AddTo(Command command)
    {
        command.Add(_certificate);
        command.Add(_key);
        command.Add(_password);
        command.Add(_api);
        command.Add(_oauth);
        command.Add(_web);
        command.Add(_files);
    }

    public SimulatorOptions Apply(ParseResult parse, SimulatorOptions options) => options with
    {
        Certificate = parse.GetValue(_certificate) is { } path
            ? new SimulatorCertificate { Path = path, KeyPath = parse.GetValue(_key), Password = parse.GetValue(_password) }
            : null,
        Hosts = new SimulatorHosts
        {
            Api = parse.GetValue(_api),
            OAuth = parse.GetValue(_oauth),
            Web = parse.GetValue(_web),
            Files = parse.GetValue(_files),
        },
    };

    private static Option<string?> Name(string name, string description) => new(name) { Description = description, HelpName = "HOST" };
}
