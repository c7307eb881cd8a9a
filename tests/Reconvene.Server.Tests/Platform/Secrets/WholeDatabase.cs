using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Tests.Platform.Secrets;

/// <summary>Everything that a thief of the database would have.</summary>
internal static class WholeDatabase
{
    /// <summary>The bytes of SQLite's files with what is still in the log, or every row of every table as bytes.</summary>
    public static async Task<byte[]> BytesAsync(DatabaseOptions options)
    {
        if (options.Engine is Engine.Postgres)
        {
            return await RowsAsync(options, _ => true);
        }

        using var all = new MemoryStream();
        var path = new SqliteConnectionStringBuilder(options.ConnectionString).DataSource;
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path) + "*").Order(StringComparer.Ordinal))
        {
            await using var read = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            await read.CopyToAsync(all);
        }

        return all.ToArray();
    }

    /// <summary>A fingerprint of every row of ours; the scheduler's own tables tick by themselves.</summary>
    public static async Task<string> HashAsync(DatabaseOptions options)
    {
        if (options.Engine is Engine.Postgres)
        {
            return Convert.ToHexString(SHA256.HashData(await RowsAsync(options, table => !IsSchedulers(table))));
        }

        await using var connection = new SqliteConnection(options.ConnectionString);
        await connection.OpenAsync();
        var text = new StringBuilder();
        foreach (var sql in await ReadAsync(connection, "SELECT 'SELECT * FROM \"' || name || '\"' FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'qrtz%' ORDER BY name"))
        {
            text.Append(sql).Append('\n').AppendJoin('\n', await ReadAsync(connection, sql));
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>A fingerprint of every row of one tenant, and of the tenant's own.</summary>
    public static async Task<string> HashOfAsync(DatabaseOptions options, long tenant, params string[] except)
    {
        await using var database = new Database(options);
        var tables = await database.QueryAsync<string>(
            options.Engine is Engine.Sqlite
                ? "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'tenant_id' ORDER BY 1"
                : "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'tenant_id' ORDER BY 1",
            null,
            CancellationToken.None);
        Assert.Contains("recordings", tables, StringComparer.Ordinal);
        var text = new StringBuilder();
        foreach (var (table, column) in tables.Except(except, StringComparer.Ordinal).Select(table => (table, "tenant_id")).Append(("tenants", "id")))
        {
            var rows = await database.QueryAsync<dynamic>(
                $"SELECT * FROM \"{table}\" WHERE {column} = @tenant", new { tenant }, CancellationToken.None);
            text.Append(table).Append('\n').AppendJoin('\n', rows.Select(Written).Order(StringComparer.Ordinal)).Append('\n');
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>A secret in every form in which it might have been kept: plain, base64 at each offset, hex.</summary>
    public static IEnumerable<byte[]> FormsOf(string secret)
    {
        var plain = Encoding.UTF8.GetBytes(secret);
        yield return plain;
        yield return Encoding.Unicode.GetBytes(secret);
        yield return Encoding.ASCII.GetBytes(Convert.ToHexString(plain));
        yield return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(plain));
        for (var offset = 0; offset < 3; offset++)
        {
            // Whole groups of three bytes, wherever the secret begins in what was encoded.
            var aligned = plain[offset..];
            yield return Encoding.ASCII.GetBytes(Convert.ToBase64String(aligned[..(aligned.Length / 3 * 3)]));
        }
    }

    private static string Written(dynamic row) => string.Join('|', ((IDictionary<string, object?>)row).Select(cell =>
        $"{cell.Key}={(cell.Value is byte[] bytes ? Convert.ToHexString(bytes) : cell.Value)}"));

    private static bool IsSchedulers(string table) => table.StartsWith("qrtz", StringComparison.OrdinalIgnoreCase);

    private static async Task<byte[]> RowsAsync(DatabaseOptions options, Func<string, bool> wanted)
    {
        using var all = new MemoryStream();
        await using var source = NpgsqlDataSource.Create(options.ConnectionString);
        foreach (var table in (await TablesAsync(source)).Where(wanted))
        {
            await using var command = source.CreateCommand($"SELECT t::text FROM \"{table}\" t ORDER BY 1");
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
            {
                await all.WriteAsync(Encoding.UTF8.GetBytes($"{table}: {rows.GetString(0)}\n"));
            }
        }

        return all.ToArray();
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Names of our own tables.
        command.CommandText = sql;
#pragma warning restore CA2100
        var rows = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : $"{reader.GetValue(i)}")));
        }

        return reader.FieldCount > 1 ? [.. rows.Order(StringComparer.Ordinal)] : rows;
    }

    private static async Task<IReadOnlyList<string>> TablesAsync(NpgsqlDataSource source)
    {
        var tables = new List<string>();
        await using var command = source.CreateCommand(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1");
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            tables.Add(rows.GetString(0));
        }

        return tables;
    }
}
