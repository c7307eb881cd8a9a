using System.Globalization;
using Npgsql;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Testing;

/// <summary>An empty database of one engine for one test: a file in a folder, or a database of the private cluster.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>Set by <c>./test</c>, which starts the private cluster.</summary>
    public const string PostgresVariable = "RECONVENE_TEST_POSTGRES";

    private readonly TestFolder? _folder;
    private readonly string? _name;

    private TestDatabase(DatabaseOptions options, TestFolder? folder, string? name)
    {
        Options = options;
        _folder = folder;
        _name = name;
    }

    public DatabaseOptions Options { get; }

    /// <summary>Makes one.</summary>
    /// <param name="engine">Its engine.</param>
    /// <param name="proxy">What its users go through to reach PostgreSQL; null for straight.</param>
    public static async Task<TestDatabase> CreateAsync(TestEngine engine, TcpProxy? proxy = null)
    {
        if (engine is TestEngine.Sqlite)
        {
            var folder = new TestFolder();
            var path = Path.Combine(folder.Path, "test.db");
            return new TestDatabase(new(Engine.Sqlite, SqliteSettings.ConnectionString(path)), folder, null);
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"t{Guid.CreateVersion7():N}");
        await RunAsync($"CREATE DATABASE {name}");
        var builder = new NpgsqlConnectionStringBuilder(Cluster()) { Database = name, MaxPoolSize = 30 };
        if (proxy is not null)
        {
            proxy.LeadTo(builder.Host!, builder.Port);
            (builder.Host, builder.Port) = ("127.0.0.1", proxy.Port);
        }

        return new TestDatabase(new(Engine.Postgres, builder.ToString()), null, name);
    }

    public async ValueTask DisposeAsync()
    {
        if (_name is not null)
        {
            await RunAsync($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
        }

        _folder?.Dispose();
    }

    private static string Cluster() => Environment.GetEnvironmentVariable(PostgresVariable)
        ?? throw new InvalidOperationException(
            $"{PostgresVariable} is not set: run ./test, which starts a private PostgreSQL, or set it to the output of `eng/postgres start DIR`.");

    private static async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Cluster());
        await connection.OpenAsync();
#pragma warning disable CA2100 // A database's name cannot be a parameter; it is ours.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
