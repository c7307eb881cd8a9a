using System.Data.Common;
using Reconvene.Client.Health;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Data.Integrity;

namespace Reconvene.Server.Platform.Health;

internal sealed class DatabaseReadiness(Database database, Damage damage) : IReadinessCheck
{
    public string Source => "database";

    public async Task<HealthItem> LookAsync(CancellationToken cancellation)
    {
        if (damage.Found is not null)
        {
            // Without the reason: it names files, and whoever asks here need not be signed in.
            return new(Source, HealthStatus.Error, "The database is damaged and takes no changes: the server's log says what to do.");
        }

        try
        {
            var applied = await database.FindAsync<long?>("SELECT MAX(number) FROM schema_migrations", null, cancellation) ?? 0;
            var expected = Migration.AllFor(database.Dialect.Engine)[^1].Number;
            return applied < expected
                ? new(Source, HealthStatus.Error, "The database's schema is older than this server: start the server anew, which brings it up to date.")
                : new(Source, HealthStatus.Ok, "The database answers and its schema is up to date.");
        }
        catch (DbException)
        {
            // What it says may hold an address or a user: the log has it where work failed.
            return new(Source, HealthStatus.Error, "The database does not answer: see whether it runs and is reachable.");
        }
    }
}
