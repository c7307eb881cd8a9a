using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Platform;
using Reconvene.Server.ZoomApps;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Webhooks;

public sealed class ChallengeTests
{
    private const string Question = """{"event":"endpoint.url_validation","event_ts":1772442000000,"payload":{"plainToken":"qgg8vlvZRS6UYooatFL8Aw"}}""";

    private static readonly TimeSpan ZoomWaits = TimeSpan.FromSeconds(3);

    [Theory]
    [Engines]
    public async Task A_signed_question_is_answered_in_Zooms_spelling_and_not_stored(TestEngine engine)
    {
        await using var host = await WebhookHost.StartAsync(engine);

        using var response = await host.PostAsync(Question);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("qgg8vlvZRS6UYooatFL8Aw", answer.GetProperty("plainToken").GetString());
        Assert.Equal(Mac("qgg8vlvZRS6UYooatFL8Aw"), answer.GetProperty("encryptedToken").GetString());
        Assert.Empty(await host.EventsAsync());

        await host.Services.GetRequiredService<ZoomAppSightings>().FlushAsync(CancellationToken.None);
        var seen = await host.Database.FindAsync<DateTimeOffset?>(
            "SELECT last_crc_at FROM zoom_apps WHERE name = 'school'", null, CancellationToken.None);
        Assert.Equal(host.Clock.GetUtcNow(), seen);
    }

    [Theory]
    [InlineData("v0:1772442000:{\\\"event\\\":\\\"app_deauthorized\\\"}")]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("line\\n")]
    public async Task Only_a_plain_token_is_ever_signed(string token)
    {
        await using var host = await WebhookHost.StartAsync(TestEngine.Sqlite);
        var body = $$$"""{"event":"endpoint.url_validation","payload":{"plainToken":"{{{token}}}"}}""";
        var plain = JsonDocument.Parse(body).RootElement.GetProperty("payload").GetProperty("plainToken").GetString()!;

        using var signed = await host.PostAsync(body);
        using var unsigned = await host.SendAsync(Encoding.UTF8.GetBytes(body), null, null);

        Assert.Equal(HttpStatusCode.BadRequest, signed.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, unsigned.StatusCode);
        Assert.DoesNotContain(Mac(plain), await signed.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Mac(plain), await unsigned.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_question_that_is_not_signed_is_refused()
    {
        await using var host = await WebhookHost.StartAsync(TestEngine.Sqlite);

        using var response = await host.SendAsync(Encoding.UTF8.GetBytes(Question), null, host.Now());

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.DoesNotContain(
            Mac("qgg8vlvZRS6UYooatFL8Aw"), await response.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [Engines]
    public async Task While_the_database_is_away_questions_are_answered_and_events_are_asked_for_again(TestEngine engine)
    {
        await using var host = await WebhookHost.StartAsync(engine);
        const string body = """{"event":"meeting.ended","payload":{}}""";
        host.Power.IsOff = true;

        Assert.Equal(HttpStatusCode.OK, await WebhookHost.StatusAsync(host.PostAsync(Question)));
        using var response = await host.PostAsync(body);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);

        host.Power.IsOff = false;
        Assert.Equal(HttpStatusCode.OK, await WebhookHost.StatusAsync(host.PostAsync(body)));
        Assert.Single(await host.EventsAsync());
    }

    [Fact]
    public async Task While_the_disk_is_full_questions_are_answered_and_events_are_asked_for_again()
    {
        await using var host = await WebhookHost.StartAsync(TestEngine.Sqlite);
        var body = $$$"""{"event":"meeting.ended","payload":{"text":"{{{new string('x', 200_000)}}}"}}""";
        host.Power.IsFull = true;

        var took = await AnsweredWithinAsync(host, async () =>
        {
            using var refused = await host.PostAsync(body);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
        });

        Assert.InRange(took, TimeSpan.Zero, ZoomWaits);
        host.Power.IsFull = false;
        Assert.Equal(HttpStatusCode.OK, await WebhookHost.StatusAsync(host.PostAsync(body)));
        Assert.Single(await host.EventsAsync());
    }

    [Fact]
    public async Task While_another_program_locks_the_database_questions_are_answered_at_once()
    {
        await using var host = await WebhookHost.StartAsync(TestEngine.Sqlite);
        await using var outside = new Microsoft.Data.Sqlite.SqliteConnection(host.DatabaseOptions.ConnectionString);
        await outside.OpenAsync();
        await using var command = outside.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        await command.ExecuteNonQueryAsync();

        Assert.InRange(await AnsweredWithinAsync(host, () => Task.CompletedTask), TimeSpan.Zero, ZoomWaits);
    }

    [Theory]
    [Engines]
    public async Task Under_a_thousand_events_at_once_every_question_is_answered_in_time(TestEngine engine)
    {
        await using var host = await WebhookHost.StartAsync(engine);
        using var gate = new SemaphoreSlim(100);
        var events = Enumerable.Range(0, 1000).Select(async n =>
        {
            await gate.WaitAsync();
            try
            {
                return await WebhookHost.StatusAsync(host.PostAsync(
                    $$$"""{"event":"meeting.ended","payload":{"n":{{{n}}}}}"""));
            }
            finally
            {
                gate.Release();
            }
        }).ToList();

        for (var n = 0; n < 20; n++)
        {
            Assert.InRange(await AnsweredWithinAsync(host, () => Task.CompletedTask), TimeSpan.Zero, ZoomWaits);
        }

        Assert.All(await Task.WhenAll(events), status => Assert.Equal(HttpStatusCode.OK, status));
    }

    [Theory]
    [Engines]
    public async Task Until_a_server_is_ready_it_listens_nowhere_and_its_first_question_is_answered_in_time(TestEngine engine)
    {
        int port;
        using (var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        await using var database = await TestDatabase.CreateAsync(engine);
        using var folder = new TestFolder();
        var held = new HeldPreparation();
        var app = ReconveneServer.Build(
            new ServerOptions(
                folder.Path,
                $"http://127.0.0.1:{port}",
                database.Options,
                Settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Zoom:WebhookSecret"] = WebhookHost.Secret }),
            builder =>
            {
                builder.Services.AddPreparation<HeldPreparation>();
                builder.Services.AddSingleton(held);
            });
        await using (app)
        {
#pragma warning disable CA2025 // Awaited below; a test that failed before has nothing to lose.
            var starting = ReconveneServer.StartAsync(app, CancellationToken.None);
#pragma warning restore CA2025
            await held.Reached.Task.WaitAsync(TimeSpan.FromSeconds(60));
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            Assert.Equal(HttpRequestError.ConnectionError, await TroubleAsync(client));

            held.GoOn.SetResult();
            await starting;
            var body = Encoding.UTF8.GetBytes(Question);
            var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
            using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/zoom") { Content = new ByteArrayContent(body) };
            request.Headers.TryAddWithoutValidation("x-zm-signature", WebhookHost.Sign(WebhookHost.Secret, now, body));
            request.Headers.TryAddWithoutValidation("x-zm-request-timestamp", now);
            var begun = System.Diagnostics.Stopwatch.GetTimestamp();
            using var answer = await client.SendAsync(request);

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, ZoomWaits);
            await app.StopAsync();
        }
    }

    private static async Task<HttpRequestError?> TroubleAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/healthz", UriKind.Relative));
            return null;
        }
        catch (HttpRequestException error)
        {
            return error.HttpRequestError;
        }
    }

    private static async Task<TimeSpan> AnsweredWithinAsync(WebhookHost host, Func<Task> meanwhile)
    {
        var other = meanwhile();
        var begun = System.Diagnostics.Stopwatch.GetTimestamp();
        Assert.Equal(HttpStatusCode.OK, await WebhookHost.StatusAsync(host.PostAsync(Question)));
        var took = System.Diagnostics.Stopwatch.GetElapsedTime(begun);
        await other;
        return took;
    }

    [Fact]
    public async Task A_question_is_answered_with_the_secret_that_signed_it()
    {
        await using var host = await WebhookHost.StartAsync(TestEngine.Sqlite);
        await host.MakeAppAsync("club", "the-secret-of-the-club");

        using var response = await host.PostAsync(Question, "the-secret-of-the-club");

        Assert.Contains(Mac("qgg8vlvZRS6UYooatFL8Aw", "the-secret-of-the-club"), await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static string Mac(string text, string secret = WebhookHost.Secret) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));

    private sealed class HeldPreparation : IPreparation
    {
        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource GoOn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task RunAsync(CancellationToken cancellation)
        {
            Reached.TrySetResult();
            return GoOn.Task;
        }
    }
}
