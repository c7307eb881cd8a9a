using System.CommandLine;

namespace Reconvene.Options;

/// <summary><c>--json</c>, on every command that reads.</summary>
internal sealed class JsonOption() : Option<bool>("--json")
{
    public static JsonOption AddTo(Command command)
    {
        var option = new JsonOption { Description = "Writes one JSON document instead of a table." };
        command.Add(option);
        return option;
    }
}
