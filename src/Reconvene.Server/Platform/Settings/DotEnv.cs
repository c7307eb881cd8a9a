namespace Reconvene.Server.Platform.Settings;

/// <summary>Reads a <c>.env</c> file: <c>NAME=value</c> lines, <c>#</c> comments, an optional <c>export</c>, quotes around values.</summary>
internal static class DotEnv
{
    public static IEnumerable<KeyValuePair<string, string?>> Read(string path)
    {
        if (!File.Exists(path))
        {
            yield break;
        }

        foreach (var line in File.ReadLines(path))
        {
            var text = line.Trim();
            text = text.StartsWith("export ", StringComparison.Ordinal) ? text["export ".Length..].TrimStart() : text;
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && text[0] is not '#')
            {
                yield return new(text[..equals].TrimEnd(), Unquote(text[(equals + 1)..].Trim()));
            }
        }
    }

    private static string Unquote(string value)
    {
        if (value.Length > 1 && value[0] is '"' or '\'' && value[^1] == value[0])
        {
            return value[1..^1];
        }

        var comment = value.IndexOf(" #", StringComparison.Ordinal);
        return comment < 0 ? value : value[..comment].TrimEnd();
    }
}
