using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data.Integrity;
using Reconvene.Server.Tests.Webhooks;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Platform.Data;

/// <summary>What PostgreSQL counts, and what a damaged database means to those who come from outside.</summary>
public sealed class DamageTests
{
    [Fact]
    public async Task Pages_that_PostgreSQL_counted_as_wrong_stop_writing_and_refuse_the_start_until_the_count_is_reset()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Postgres);
        await CountWrongPagesAsync(server, "0", "NULL");
        await server.RestartAsync();
        var owner = await server.OwnerAsync();
        var check = server.Services.GetRequiredService<DailyIntegrityCheck>();

        // Met and mended long before this server looked.
        await CountWrongPagesAsync(server, "3", "now() - interval '3 days'");
        await check.RunAsync(CancellationToken.None);
        Assert.False(DamagedServer.IsDamaged(server));

        await CountWrongPagesAsync(server, "3", "now()");
        await check.RunAsync(CancellationToken.None);
        await DamagedServer.AssertOnlyReadsAsync(server, owner);
        Assert.Single(await DamagedServer.OpenAlertsAsync(owner));
        await server.StopAsync();
        var refused = await Assert.ThrowsAsync<StartRefusedException>(server.RestartAsync);
        Assert.Contains("3 pages", refused.Message, StringComparison.Ordinal);
        Assert.Contains("SELECT pg_stat_reset()", refused.Message, StringComparison.Ordinal);

        await CountWrongPagesAsync(server, "0", "NULL");
        await server.RestartAsync();
        owner = await server.OwnerAsync();
        await DamagedServer.EventuallyAsync(async () => (await DamagedServer.OpenAlertsAsync(owner)).Count is 0);
        Assert.Equal(201, (await owner.SendAsync(HttpMethod.Post, "/api/v1/api-keys", DamagedServer.NewKey)).Code);
    }

    [Fact]
    public async Task Whatever_happens_while_it_is_told_writing_stops()
    {
        var damage = new Damage(NullLogger<Damage>.Instance);
        damage.TellFirst(_ => throw new InvalidOperationException("Told to nobody."));

        await Assert.ThrowsAsync<InvalidOperationException>(() => damage.FindAsync("page 7"));

        Assert.Throws<DatabaseDamagedException>(damage.RefuseToWrite);
    }

    [Theory]
    [Engines]
    public async Task While_the_database_is_damaged_Zoom_is_asked_to_send_its_events_again_and_its_questions_are_answered(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(
            engine, settings: new(StringComparer.Ordinal) { ["Zoom:WebhookSecret"] = WebhookHost.Secret });
        Assert.Equal(200, await SendAsync("""{"event":"meeting.ended","payload":{"n":1}}"""));
        await server.Services.GetRequiredService<Damage>().FindAsync("page 7");

        Assert.Equal(503, await SendAsync("""{"event":"meeting.ended","payload":{"n":2}}"""));
        var begun = Stopwatch.GetTimestamp();
        Assert.Equal(200, await SendAsync("""{"event":"endpoint.url_validation","payload":{"plainToken":"qgg8vlvZRS6UYooatFL8Aw"}}"""));
        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, TimeSpan.FromSeconds(3));

        async Task<int> SendAsync(string body)
        {
            using var request = WebhookHost.Request(body, TimeProvider.System.GetUtcNow());
            using var response = await server.Anonymous.SendAsync(request);
            Assert.Equal(response.StatusCode is System.Net.HttpStatusCode.ServiceUnavailable, response.Headers.RetryAfter is not null);
            return (int)response.StatusCode;
        }
    }

    /// <summary>What the server reads instead of PostgreSQL's own count, from the next connection on.</summary>
    private static async Task CountWrongPagesAsync(ServerUnderTest server, string failures, string last)
    {
        await using var connection = new NpgsqlConnection(server.DatabaseOptions.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The test's own words.
        command.CommandText = $"""
            CREATE OR REPLACE VIEW public.pg_stat_database AS
            SELECT current_database() AS datname, {failures}::bigint AS checksum_failures, ({last})::timestamptz AS checksum_last_failure;
            ALTER DATABASE "{connection.Database}" SET search_path = public, pg_catalog;
            """;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
