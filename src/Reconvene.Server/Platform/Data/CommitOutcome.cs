using System.Data.Common;
using System.Diagnostics;
using Dapper;
using Npgsql;

namespace Reconvene.Server.Platform.Data;

/// <summary>
/// What became of a commit whose answer was lost. PostgreSQL is asked by the transaction's own number, so that nothing is
/// written a second time that was written. SQLite commits inside this process: there an error is the answer.
/// </summary>
internal sealed class CommitOutcome(Database database)
{
    // Long enough for a server that starts anew; and for a caller, for a connection that was reset.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestOfCallers = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    /// <summary>The number of the transaction; null when it wrote nothing, or on SQLite.</summary>
    public async Task<string?> NumberAsync(
        DbConnection connection, DbTransaction transaction, CancellationToken cancellation) =>
        database.Dialect.Engine is Engine.Postgres
            ? await connection.QuerySingleAsync<string?>(new(
                "SELECT pg_current_xact_id_if_assigned()::text", transaction: transaction, cancellationToken: cancellation))
            : null;

    /// <summary>Whether this error of a commit leaves open what became of it.</summary>
    public static bool IsOpen(DbException error) => error switch
    {
        // An answer that refuses is an answer; one that says that the server ends is not.
        PostgresException postgres => postgres.SqlState.StartsWith("57P", StringComparison.Ordinal),
        NpgsqlException or DatabaseTooSlowException => true,
        _ => false,
    };

    /// <summary>Whether it was committed; null when that cannot be found out now. Nobody may break it off: it ends soon.</summary>
    public async Task<bool?> AskAsync(string number)
    {
        var patience = Patience.IsShort ? LongestOfCallers : Longest;
        var begun = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begun) < patience)
        {
            try
            {
                switch (await Patience.WithinAsync(patience, token => StatusAsync(number, token), CancellationToken.None))
                {
                    case "committed":
                        return true;
                    case "aborted":
                        return false;
                    case "in progress":
                        break;
                    case null:
                        return null;
                    default:
                        throw new UnreachableException();
                }
            }
            catch (DbException)
            {
                // Away as it was a moment ago: once more, until patience ends.
            }

            // By the machine's clock, as the server that is asked has no other.
            await Task.Delay(LookAgain, TimeProvider.System, CancellationToken.None);
        }

        return null;
    }

    private async Task<string?> StatusAsync(string number, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QuerySingleAsync<string?>(
            new("SELECT pg_xact_status(@number::xid8)", new { number }, cancellationToken: cancellation));
    }
}
