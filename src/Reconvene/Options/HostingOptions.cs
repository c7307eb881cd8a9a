using System.CommandLine;
using Reconvene.Server;

namespace Reconvene.Options;

/// <summary>Where a server of ours keeps its data and, for those that listen, on which addresses.</summary>
internal sealed class HostingOptions
{
    private readonly Option<string> _data;
    private readonly Option<string?> _database = new("--database")
    {
        Description = "A PostgreSQL address, postgres://user:password@host:5432/name or Host=…;Database=…. SQLite in the data folder when left out.",
        HelpName = "CONNECTION",
    };

    private readonly Option<string>? _urls;

    private HostingOptions(string defaultData, bool listens)
    {
        _data = new Option<string>("--data")
        {
            Description = "The folder for everything that is kept.",
            HelpName = "DIR",
            DefaultValueFactory = _ => defaultData,
        };
        _urls = listens
            ? new Option<string>("--urls")
            {
                Description = "Where to listen; several are separated by semicolons.",
                HelpName = "URL",
                DefaultValueFactory = _ => ServerOptions.DefaultUrls,
            }
            : null;
    }

    public static HostingOptions AddTo(Command command, string defaultData = "./data", bool listens = true)
    {
        var options = new HostingOptions(defaultData, listens);
        command.Add(options._data);
        command.Add(options._database);
        if (options._urls is not null)
        {
            command.Add(options._urls);
        }

        return options;
    }

    public ServerOptions Read(ParseResult parse)
    {
        var urls = _urls is null ? ServerOptions.DefaultUrls : parse.GetRequiredValue(_urls);
        return new ServerOptions(
            Path.GetFullPath(parse.GetRequiredValue(_data)),
            urls,
            ServerOptions.ReadDatabase(parse.GetValue(_database)));
    }
}
