using System.Net;
using System.Text;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Webhooks;

public sealed class ProofTests
{
    private const string Body = """{"event":"meeting.ended","event_ts":1772442000000,"payload":{"account_id":"A","object":{"uuid":"u==","id":"7","topic":"caf\u00e9"}}}""";

    private static readonly byte[] Bytes = Encoding.UTF8.GetBytes(Body);

    [Theory]
    [Engines]
    public async Task A_signed_event_is_stored_and_a_forged_one_is_not(TestEngine engine)
    {
        await using var host = await WebhookHost.StartAsync(engine);
        var now = host.Now();
        var good = WebhookHost.Sign(WebhookHost.Secret, now, Bytes);

        Assert.Equal(HttpStatusCode.OK, await WebhookHost.StatusAsync(host.SendAsync(Bytes, good, now)));
        Assert.Equal(HttpStatusCode.Unauthorized, await WebhookHost.StatusAsync(host.PostAsync(Body + " ", "another secret")));
        Assert.Equal("meeting.ended", Assert.Single(await host.EventsAsync()).Event);
    }

    [Fact]
    public async Task One_flipped_bit_of_body_time_or_signature_is_refused()
    {
        await using var host = await Patient();
        var now = host.Now();
        var good = WebhookHost.Sign(WebhookHost.Secret, now, Bytes);
        for (var i = 0; i < Bytes.Length * 8; i += 11)
        {
            var flipped = (byte[])Bytes.Clone();
            flipped[i / 8] ^= (byte)(1 << (i % 8));
            Assert.Equal(HttpStatusCode.Unauthorized, await WebhookHost.StatusAsync(host.SendAsync(flipped, good, now)));
        }

        for (var i = 3; i < good.Length; i++)
        {
            var digit = good[i] is 'f' ? 'e' : 'f';
            var flipped = good[..i] + digit + good[(i + 1)..];
            Assert.Equal(HttpStatusCode.Unauthorized, await WebhookHost.StatusAsync(host.SendAsync(Bytes, flipped, now)));
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await WebhookHost.StatusAsync(host.SendAsync(Bytes, good, host.Now(TimeSpan.FromSeconds(1)))));
        Assert.Empty(await host.EventsAsync());
    }

    [Fact]
    public async Task Headers_of_any_other_form_are_refused()
    {
        await using var host = await Patient();
        var now = host.Now();
        var good = WebhookHost.Sign(WebhookHost.Secret, now, Bytes);
        string?[] signatures =
        [
            null, "", good.ToUpperInvariant(), "v0=" + good[3..].ToUpperInvariant(), "v0= " + good[3..], "v0 =" + good[3..],
            good[..^1], good[..^2], good + "0", "v1=" + good[3..], good[3..], "v0=" + new string('z', 64), $"{good},{good}",
            $"{good}, v0=00", "v0=",
        ];
        foreach (var signature in signatures)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await WebhookHost.StatusAsync(host.SendAsync(Bytes, signature, now)));
        }

        string?[] times = [null, "", "-" + now, "+" + now, now + ".0", "0x" + now, $"{now},{now}", "soon", new('9', 19)];
        foreach (var time in times)
        {
            var signature = WebhookHost.Sign(WebhookHost.Secret, time ?? "", Bytes);
            Assert.Equal(HttpStatusCode.Unauthorized, await WebhookHost.StatusAsync(host.SendAsync(Bytes, signature, time)));
        }

        Assert.Empty(await host.EventsAsync());
    }

    [Fact]
    public async Task A_header_sent_twice_is_refused()
    {
        await using var host = await Patient();
        var now = host.Now();
        var good = WebhookHost.Sign(WebhookHost.Secret, now, Bytes);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/zoom") { Content = new ByteArrayContent(Bytes) };
        request.Headers.Add("x-zm-signature", [good, good]);
        request.Headers.Add("x-zm-request-timestamp", now);

        Assert.Equal(HttpStatusCode.Unauthorized, await WebhookHost.StatusAsync(host.Client.SendAsync(request)));
    }

    [Fact]
    public async Task The_same_event_written_differently_is_another_body()
    {
        await using var host = await Patient();
        var now = host.Now();
        var good = WebhookHost.Sign(WebhookHost.Secret, now, Bytes);
        byte[][] others =
        [
            [.. Encoding.UTF8.GetPreamble(), .. Bytes],
            [.. Bytes, (byte)'\n'],
            Encoding.UTF8.GetBytes(Body.Replace("\\u00e9", "é", StringComparison.Ordinal)),
            Encoding.UTF8.GetBytes(Body.Replace(":", ": ", StringComparison.Ordinal)),
        ];
        foreach (var other in others)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await WebhookHost.StatusAsync(host.SendAsync(other, good, now)));
        }
    }

    [Theory]
    [InlineData(-85 * 60, HttpStatusCode.OK)]
    [InlineData(-119 * 60, HttpStatusCode.OK)]
    [InlineData(-121 * 60, HttpStatusCode.Unauthorized)]
    [InlineData(14 * 60, HttpStatusCode.OK)]
    [InlineData(16 * 60, HttpStatusCode.Unauthorized)]
    public async Task An_event_is_accepted_from_two_hours_back_to_fifteen_minutes_ahead(int seconds, HttpStatusCode expected)
    {
        await using var host = await WebhookHost.StartAsync(TestEngine.Sqlite);

        Assert.Equal(expected, await WebhookHost.StatusAsync(host.PostAsync(Body, offset: TimeSpan.FromSeconds(seconds))));
    }

    [Fact]
    public async Task A_time_in_milliseconds_is_read_too()
    {
        await using var host = await WebhookHost.StartAsync(TestEngine.Sqlite);
        var now = $"{host.Clock.GetUtcNow().ToUnixTimeMilliseconds()}";

        Assert.Equal(HttpStatusCode.OK, await WebhookHost.StatusAsync(host.SendAsync(Bytes, WebhookHost.Sign(WebhookHost.Secret, now, Bytes), now)));
    }

    [Fact]
    public async Task An_app_that_does_not_exist_is_answered_like_a_bad_signature()
    {
        await using var host = await Patient();

        using var unknown = await host.PostAsync(Body, path: "/webhooks/zoom/nobody");
        using var wrong = await host.PostAsync(Body, "wrong", "/webhooks/zoom/school");

        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Equal(Shape(await wrong.Content.ReadAsStringAsync()), Shape(await unknown.Content.ReadAsStringAsync()));
        Assert.Equal(HttpStatusCode.OK, await WebhookHost.StatusAsync(host.PostAsync(Body, path: "/webhooks/zoom/school")));
        Assert.Equal(HttpStatusCode.OK, await WebhookHost.StatusAsync(host.PostAsync(Body + " ", path: "/webhooks/zoom/deauth")));
        Assert.Equal(2, (await host.EventsAsync()).Count);
    }

    [Fact]
    public async Task A_flood_of_bad_signatures_is_told_to_wait_and_good_ones_are_not()
    {
        await using var host = await WebhookHost.StartAsync(TestEngine.Sqlite);
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 40; i++)
        {
            answers.Add(await WebhookHost.StatusAsync(host.PostAsync(Body, "wrong")));
        }

        Assert.Equal(30, answers.Count(status => status is HttpStatusCode.Unauthorized));
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
        Assert.Equal(HttpStatusCode.TooManyRequests, await WebhookHost.StatusAsync(host.SendAsync(Bytes, null, null)));
        Assert.Equal(HttpStatusCode.OK, await WebhookHost.StatusAsync(host.PostAsync(Body)));

        host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await WebhookHost.StatusAsync(host.PostAsync(Body, "wrong")));
    }

    private static string Shape(string problem) =>
        System.Text.RegularExpressions.Regex.Replace(problem, "\"trace_?id\":\"[^\"]*\"", "", System.Text.RegularExpressions.RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));

    // Many bad requests from one address would else be told to wait.
    private static Task<WebhookHost> Patient() => WebhookHost.StartAsync(
        TestEngine.Sqlite,
        settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Webhooks:BadSignaturesPerMinute"] = "100000" });
}
