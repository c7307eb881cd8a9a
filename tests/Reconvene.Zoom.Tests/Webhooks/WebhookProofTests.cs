using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Reconvene.Zoom.Tests.Kit;
using Reconvene.Zoom.Webhooks;

namespace Reconvene.Zoom.Tests.Webhooks;

public class WebhookProofTests
{
    private const string Secret = "test_secret";
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Body = """{"event":"recording.completed","payload":{}}"""u8.ToArray();
    private static readonly string Stamp = Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    [Fact]
    public void An_event_signed_with_the_secret_is_proven() =>
        Assert.Equal(WebhookVerdict.Proven, Verify(Body, Sign(Body, Stamp), Stamp));

    [Fact]
    public void The_time_may_be_in_milliseconds()
    {
        var stamp = Now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

        Assert.Equal(WebhookVerdict.Proven, Verify(Body, Sign(Body, stamp), stamp));
    }

    [Fact]
    public void One_flipped_bit_of_the_body_is_not_proven()
    {
        var signature = Sign(Body, Stamp);
        for (var bit = 0; bit < Body.Length * 8; bit++)
        {
            var body = (byte[])Body.Clone();
            body[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.Equal(WebhookVerdict.NotProven, Verify(body, signature, Stamp));
        }
    }

    [Fact]
    public void One_changed_digit_of_time_or_signature_is_not_proven()
    {
        var signature = Sign(Body, Stamp);
        var other = signature[^1] == '0' ? '1' : '0';

        Assert.Equal(WebhookVerdict.NotProven, Verify(Body, signature[..^1] + other, Stamp));
        Assert.Equal(
            WebhookVerdict.NotProven,
            Verify(Body, signature, (Now.ToUnixTimeSeconds() + 1).ToString(CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void A_missing_header_is_missing(string? header)
    {
        Assert.Equal(WebhookVerdict.Missing, Verify(Body, header, Stamp));
        Assert.Equal(WebhookVerdict.Missing, Verify(Body, Sign(Body, Stamp), header));
    }

    [Fact]
    public void Another_form_of_signature_is_malformed()
    {
        var good = Sign(Body, Stamp);
        string[] bad =
        [
            $"{good},{good}", $"{good}, {good}", $" {good}", $"{good} ", good.ToUpperInvariant(),
            "v0=" + good[3..].ToUpperInvariant(), "V0=" + good[3..], "v1=" + good[3..], good[3..], good[..^1],
            good + "0", good[..^1] + "g", "v0=", "v0=" + new string('ä', 64), "v0:" + good[3..], "v0= " + good[4..],
            "v0=0x" + good[5..],
        ];

        Assert.All(bad, header => Assert.Equal(WebhookVerdict.Malformed, Verify(Body, header, Stamp)));
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-1")]
    [InlineData("+1772366400")]
    [InlineData(" 1772366400")]
    [InlineData("1772366400,1772366400")]
    [InlineData("1772366400.5")]
    [InlineData("99999999999999999")]
    [InlineData("9999999999999999")]
    [InlineData("１７７２３６６４００")]
    public void Another_form_of_time_is_malformed(string stamp) =>
        Assert.Equal(WebhookVerdict.Malformed, Verify(Body, Sign(Body, stamp), stamp));

    [Theory]
    [InlineData(-120, WebhookVerdict.Proven)]
    [InlineData(-85, WebhookVerdict.Proven)]
    [InlineData(-121, WebhookVerdict.OutsideWindow)]
    [InlineData(15, WebhookVerdict.Proven)]
    [InlineData(16, WebhookVerdict.OutsideWindow)]
    public void The_window_is_two_hours_back_and_fifteen_minutes_ahead(int minutes, WebhookVerdict verdict)
    {
        var stamp = Now.AddMinutes(minutes).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

        Assert.Equal(verdict, Verify(Body, Sign(Body, stamp), stamp));
    }

    [Fact]
    public void During_a_rotation_it_is_told_which_secret_fits()
    {
        Zoom.Secret[] secrets = [new("new"), new(Secret)];

        var verdict = WebhookProof.Verify(
            Body, Sign(Body, Stamp), Stamp, secrets, Now, WebhookWindow.Default, out var matched);

        Assert.Equal(WebhookVerdict.Proven, verdict);
        Assert.Equal(1, matched);
    }

    [Fact]
    public void An_empty_secret_proves_nothing()
    {
        var signature = "v0=" + Hmac(string.Empty, Body, Stamp);

        var verdict = WebhookProof.Verify(
            Body, signature, Stamp, [new(string.Empty), default], Now, WebhookWindow.Default, out var matched);

        Assert.Equal(WebhookVerdict.NotProven, verdict);
        Assert.Equal(-1, matched);
    }

    [Fact]
    public void A_byte_order_mark_or_other_spacing_is_another_body()
    {
        var signature = Sign(Body, Stamp);
        byte[] marked = [0xEF, 0xBB, 0xBF, .. Body];
        byte[] spaced = [.. Body, (byte)'\n'];

        Assert.Equal(WebhookVerdict.NotProven, Verify(marked, signature, Stamp));
        Assert.Equal(WebhookVerdict.NotProven, Verify(spaced, signature, Stamp));
    }

    [SharedFact]
    public void The_shared_vectors_hold()
    {
        using var vectors = JsonDocument.Parse(SharedFiles.Read("samples", "vectors.json"));
        string[] names =
            ["webhookSignatureSeconds", "webhookSignatureMilliseconds", "webhookSignatureNonAsciiRawBody"];
        foreach (var name in names)
        {
            var vector = vectors.RootElement.GetProperty(name);
            var verdict = WebhookProof.Verify(
                Encoding.UTF8.GetBytes(vector.GetProperty("body").GetString()!),
                vector.GetProperty("x-zm-signature").GetString(),
                vector.GetProperty("x-zm-request-timestamp").GetString(),
                [new(vector.GetProperty("secret").GetString()!)],
                DateTimeOffset.FromUnixTimeSeconds(1626230700),
                WebhookWindow.Default,
                out _);

            Assert.Equal(WebhookVerdict.Proven, verdict);
        }

        var crc = vectors.RootElement.GetProperty("crc");
        Assert.Equal(
            crc.GetProperty("encryptedToken").GetString(),
            UrlValidation.TryAnswer(
                crc.GetProperty("plainToken").GetString(), new(crc.GetProperty("secret").GetString()!))?.EncryptedToken);
    }

    [Theory]
    [InlineData("v0:1772366400:{\"event\":\"x\"}")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("with space")]
    [InlineData("line\n")]
    [InlineData("aä")]
    public void A_question_that_could_be_an_event_is_not_signed(string? plainToken) =>
        Assert.Null(UrlValidation.TryAnswer(plainToken, new(Secret)));

    [Fact]
    public void A_question_may_have_a_hundred_characters_and_no_more()
    {
        Assert.NotNull(UrlValidation.TryAnswer(new string('a', 100), new(Secret)));
        Assert.Null(UrlValidation.TryAnswer(new string('a', 101), new(Secret)));
        Assert.Null(UrlValidation.TryAnswer("abc", default));
    }

    private static WebhookVerdict Verify(byte[] body, string? signature, string? stamp) =>
        WebhookProof.Verify(body, signature, stamp, [new(Secret)], Now, WebhookWindow.Default, out _);

    private static string Sign(byte[] body, string stamp) => "v0=" + Hmac(Secret, body, stamp);

    private static string Hmac(string secret, byte[] body, string stamp) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.UTF8.GetBytes($"v0:{stamp}:"), .. body]));
}
