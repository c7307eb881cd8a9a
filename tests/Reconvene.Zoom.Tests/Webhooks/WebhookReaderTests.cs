using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Reconvene.Zoom.Tests.Kit;
using Reconvene.Zoom.Webhooks;

namespace Reconvene.Zoom.Tests.Webhooks;

public class WebhookReaderTests
{
    [Fact]
    public void The_envelope_of_a_recording_is_read()
    {
        var envelope = Read("""
            {"event":"recording.completed","event_ts":1626230691572,"download_token":"t","payload":{"account_id":"acc",
             "object":{"id":1234567890,"uuid":"u==","host_id":"h"}}}
            """);

        Assert.Equal("recording.completed", envelope.Event);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1626230691572), envelope.EventAt);
        Assert.Equal("acc", envelope.AccountId);
        Assert.Equal("u==", envelope.ObjectUuid);
        Assert.Equal(1234567890, envelope.MeetingId);
        Assert.Equal("h", envelope.HostId);
        Assert.True(envelope.HasDownloadToken);
    }

    [Fact]
    public void An_id_as_text_and_a_flat_payload_are_read()
    {
        Assert.Equal(123, Read("""{"event":"meeting.ended","payload":{"object":{"id":"123"}}}""").MeetingId);
        var flat = Read("""{"event":"meeting.rtms_started","payload":{"meeting_uuid":"u","meeting_id":5}}""");
        Assert.Equal("u", flat.ObjectUuid);
        Assert.Equal(5, flat.MeetingId);
    }

    [Fact]
    public void A_deauthorization_has_its_time_inside()
    {
        var envelope = Read("""
            {"event":"app_deauthorized","payload":{"account_id":"a","user_id":"u","client_id":"c",
             "event_ts":"2024-09-08 15:58:40"}}
            """);

        Assert.Equal(new DateTimeOffset(2024, 9, 8, 15, 58, 40, TimeSpan.Zero), envelope.EventAt);
        Assert.Equal("u", envelope.UserId);
        Assert.Equal("c", envelope.ClientId);
        Assert.False(envelope.HasDownloadToken);
    }

    [Theory]
    [InlineData("""{"event":"x"}""")]
    [InlineData("""{"event":"x","payload":null,"event_ts":null}""")]
    [InlineData("""{"event":"x","payload":[],"event_ts":{}}""")]
    [InlineData("""{"event":"x","payload":{"object":[1]},"event_ts":-5}""")]
    [InlineData("""{"event":"x","payload":{"object":{"id":1e99,"uuid":{}}},"event_ts":1e300}""")]
    [InlineData("""{"event":"x","payload":{"account_id":"\ud800"}}""")]
    public void An_odd_shape_is_still_an_event(string body)
    {
        var envelope = Read(body);

        Assert.Equal("x", envelope.Event);
        Assert.Null(envelope.EventAt);
        Assert.Null(envelope.MeetingId);
        Assert.Null(envelope.AccountId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"event\"")]
    [InlineData("{}")]
    [InlineData("""{"event":""}""")]
    [InlineData("""{"event":{}}""")]
    [InlineData("""{"event":"\ud800"}""")]
    [InlineData("""{"event":"x","event":"y"}""")]
    [InlineData("""{"event":"x","payload":{"a":1,"a":2}}""")]
    [InlineData("""{"event":"x","payload":{"a":1,"\u0061":2}}""")]
    [InlineData("""{"event":"x" """)]
    [InlineData("""{"event":"x"} {}""")]
    [InlineData("{'event':'x'}")]
    public void What_is_no_event_is_told_with_a_reason(string body) =>
        Assert.NotEmpty(Assert.IsType<WebhookReading.Unreadable>(
            WebhookReader.Read(Encoding.UTF8.GetBytes(body))).Reason);

    [Fact]
    public void Deep_bodies_are_unreadable()
    {
        var deep = "{\"event\":\"x\",\"payload\":" + new string('[', 100_000) + new string(']', 100_000) + "}";

        Assert.IsType<WebhookReading.Unreadable>(WebhookReader.Read(Encoding.UTF8.GetBytes(deep)));
    }

    [Fact]
    public void No_bytes_make_it_throw() =>
        Prop.ForAll<byte[]>(static bytes => WebhookReader.Read(bytes) is not null).QuickCheckThrowOnFailure();

    [SharedFact]
    public void Every_sample_event_is_read()
    {
        var files = SharedFiles.In("samples", "events-official").Concat(SharedFiles.In("samples", "webhooks")).ToList();
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var bytes = File.ReadAllBytes(file);
            using var raw = JsonDocument.Parse(bytes);

            var envelope = Assert.IsType<WebhookReading.Read>(WebhookReader.Read(bytes)).Envelope;

            Assert.Equal(raw.RootElement.GetProperty("event").GetString(), envelope.Event);
            Assert.Equal(raw.RootElement.TryGetProperty("download_token", out _), envelope.HasDownloadToken);
            Assert.True(
                envelope.EventAt is not null || !raw.RootElement.TryGetProperty("event_ts", out _),
                $"{Path.GetFileName(file)} has a time that was not read");
        }
    }

    private static WebhookEnvelope Read(string body) =>
        Assert.IsType<WebhookReading.Read>(WebhookReader.Read(Encoding.UTF8.GetBytes(body))).Envelope;
}
