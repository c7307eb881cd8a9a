using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Reconvene.Server.Platform.Data;

/// <summary>One numbered script, embedded. Once released it is never edited: its hash is on record.</summary>
internal sealed record Migration(int Number, string Name, string Sql)
{
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    public static IReadOnlyList<Migration> AllFor(Engine engine)
    {
        var assembly = typeof(Migration).Assembly;
        var folder = engine is Engine.Sqlite ? ".Migrations.sqlite." : ".Migrations.postgres.";
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(resource => resource.Contains(folder, StringComparison.Ordinal))
                .Select(resource => Read(assembly.GetManifestResourceStream(resource)!, resource.Split(folder)[1]))
                .OrderBy(migration => migration.Number),
        ];
    }

    private static Migration Read(Stream stream, string file)
    {
        using var reader = new StreamReader(stream);
        var name = Path.GetFileNameWithoutExtension(file).TrimStart('_');
        return new Migration(int.Parse(name.Split('_')[0], CultureInfo.InvariantCulture), name, reader.ReadToEnd());
    }
}
