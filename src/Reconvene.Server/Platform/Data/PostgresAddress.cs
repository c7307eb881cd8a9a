using Npgsql;

namespace Reconvene.Server.Platform.Data;

/// <summary>The two ways people write where a PostgreSQL database is.</summary>
internal static class PostgresAddress
{
    /// <summary>
    /// Takes <c>Host=…;Database=…</c> or <c>postgres://user:password@host:port/database</c>; anything else is refused with
    /// what was expected, and without repeating it, since it may hold a password.
    /// </summary>
    public static string ToConnectionString(string text)
    {
        try
        {
            return text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase)
                || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase)
                ? FromUri(new Uri(text))
                : Checked(new NpgsqlConnectionStringBuilder(text));
        }
        catch (Exception error) when (error is ArgumentException or UriFormatException or FormatException)
        {
            throw Refused();
        }
    }

    private static string FromUri(Uri uri)
    {
        var user = uri.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.Port > 0 ? uri.Port : 5432,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')),
            Username = Uri.UnescapeDataString(user[0]),
        };
        if (user.Length > 1)
        {
            builder.Password = Uri.UnescapeDataString(user[1]);
        }

        return Checked(builder);
    }

    private static string Checked(NpgsqlConnectionStringBuilder builder) =>
        string.IsNullOrEmpty(builder.Host) || string.IsNullOrEmpty(builder.Database)
            ? throw Refused()
            : builder.ToString();

    private static StartRefusedException Refused() => new(
        "--database is not a PostgreSQL address: expected postgres://user:password@host:5432/database or Host=…;Database=…;Username=…;Password=…; leave it out for SQLite.");
}
