using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Control;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.Zoom;

public class WebhookTests
{
    private const string InOrder = "meeting.started meeting.ended recording.completed recording.transcript_completed";

    [Fact]
    public async Task A_held_meeting_is_told_in_four_signed_events()
    {
        await using var sim = await Sim.StartAsync();
        await using var receiver = await ListenAsync(sim);

        var held = await sim.Control.HoldMeetingAsync(new HoldMeeting { Topic = "Привет 🚀 </script>" }, sim.Cancellation);

        Assert.Equal(InOrder, string.Join(' ', receiver.Events));
        Assert.All(receiver.Letters, letter => Assert.Equal(Expected(sim, letter), letter.Signature));
        Assert.All(receiver.Letters, letter => Assert.Equal(10, letter.Timestamp.Length));
        Assert.All(receiver.Letters, letter => Assert.NotEmpty(letter.TrackingId));
        Assert.All(held.Deliveries, delivery => Assert.Equal(200, delivery.Status));
    }

    [Fact]
    public async Task Bodies_are_to_the_byte_what_javascript_would_write_again()
    {
        await using var sim = await Sim.StartAsync();
        await using var receiver = await ListenAsync(sim);

        await sim.Control.HoldMeetingAsync(new HoldMeeting { Topic = "Привет 🚀 </script> \"q\" \\ +&'" }, sim.Cancellation);

        var text = receiver.Letters.First().Text;
        Assert.Contains("""
            "topic":"Привет 🚀 </script> \"q\" \\ +&'"
            """, text, StringComparison.Ordinal);
        Assert.DoesNotContain("\\u", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shuffled_events_come_in_an_order_that_the_seed_draws()
    {
        var orders = new List<string>();
        foreach (var seed in (int[])[1, 1, 2, 3, 4])
        {
            await using var sim = await Sim.StartAsync(new SimulatorOptions { Seed = seed });
            await using var receiver = await ListenAsync(sim);

            await sim.Control.HoldMeetingAsync(new HoldMeeting { Order = EventOrder.Shuffled }, sim.Cancellation);

            Assert.Equal(InOrder.Split(' ').Order(StringComparer.Ordinal), receiver.Events.Order(StringComparer.Ordinal), StringComparer.Ordinal);
            orders.Add(string.Join(' ', receiver.Events));
        }

        Assert.Equal(orders[0], orders[1]);
        Assert.True(orders.Distinct(StringComparer.Ordinal).Count() > 1, orders[0]);
    }

    [Fact]
    public async Task A_receiver_that_does_not_answer_within_three_seconds_has_not_answered_and_is_sent_it_again()
    {
        await using var sim = await Sim.StartAsync(new SimulatorOptions { TimeProvider = new TestClock() });
        await using var receiver = await ListenAsync(sim);
        var never = new TaskCompletionSource();
        receiver.Before = never.Task;
        Assert.Equal(TimeSpan.FromSeconds(3), new SimulatorSwitches().WebhookTimeout);
        sim.Control.Switches.WebhookTimeout = TimeSpan.FromMilliseconds(200);

        var late = await sim.Control.SendEventAsync("""{"event":"x"}""", sim.Cancellation);
        never.SetResult();
        sim.Control.Switches.WebhookTimeout = TimeSpan.FromSeconds(3);
        await sim.Control.AdvanceClockAsync(TimeSpan.FromMinutes(5), sim.Cancellation);

        Assert.Equal((null, "No answer within 0.2 s."), (late!.Status, late.Error));
        Assert.Equal((2, 200), (sim.Control.Deliveries[^1].Attempt, sim.Control.Deliveries[^1].Status));
    }

    [Fact]
    public async Task The_timestamp_can_be_in_milliseconds()
    {
        await using var sim = await Sim.StartAsync();
        await using var receiver = await ListenAsync(sim);
        sim.Control.Switches.WebhookTimestampInMilliseconds = true;

        await sim.Control.SendEventAsync("{}", sim.Cancellation);

        var letter = Assert.Single(receiver.Letters);
        Assert.Equal(13, letter.Timestamp.Length);
        Assert.Equal(Expected(sim, letter), letter.Signature);
    }

    [SharedTheory]
    [InlineData("recording.completed")]
    [InlineData("recording.transcript_completed")]
    [InlineData("meeting.started")]
    [InlineData("meeting.ended")]
    [InlineData("recording.trashed")]
    [InlineData("recording.deleted")]
    [InlineData("recording.recovered")]
    [InlineData("recording.renamed")]
    public async Task Events_have_the_fields_and_kinds_of_Zooms_document(string name)
    {
        await using var sim = await Sim.StartAsync();
        await using var receiver = await ListenAsync(sim);
        var held = await sim.Control.HoldMeetingAsync(new HoldMeeting { ParticipantAudio = true, Files = ["video", "transcript"] }, sim.Cancellation);
        await sim.Control.RenameRecordingAsync(held.Meeting.Uuid, "Another name", sim.Cancellation);
        await DeleteTwiceAsync(sim, held);
        var sample = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Shared.Samples, "events-official", name + ".json")))!;

        var told = receiver.Letters.Select(letter => letter.Json).First(json => json["event"]!.ToString() == name);

        var (payload, likePayload) = (told["payload"]!, sample["payload"]!);
        var (subject, like) = (payload["object"]!, likePayload["object"]!);
        Assert.Empty(Shapes.Unknown(told, sample));
        Assert.Empty(Shapes.Missing(told, sample));
        Assert.Empty(Shapes.Unknown(payload, likePayload));
        Assert.Empty(Shapes.Missing(payload, likePayload));
        Assert.Empty(Shapes.OtherKinds(payload, likePayload));
        Assert.Empty(Shapes.Unknown(subject, like));
        Assert.Empty(Shapes.Missing(subject, like));
        Assert.Empty(Shapes.OtherKinds(subject, like));
    }

    [Fact]
    public async Task Meeting_numbers_are_text_in_meeting_events_and_numbers_in_recording_events()
    {
        await using var sim = await Sim.StartAsync();
        await using var receiver = await ListenAsync(sim);

        await sim.Control.HoldMeetingAsync(new HoldMeeting(), sim.Cancellation);

        Assert.All(receiver.Letters.Select(letter => letter.Json), json => Assert.Equal(
            json["event"]!.ToString().StartsWith("meeting.", StringComparison.Ordinal) ? JsonValueKind.String : JsonValueKind.Number,
            json["payload"]!["object"]!["id"]!.GetValueKind()));
    }

    [Theory]
    [InlineData(503, 4)]
    [InlineData(500, 4)]
    [InlineData(401, 1)]
    [InlineData(302, 1)]
    [InlineData(204, 1)]
    public async Task Only_server_errors_are_tried_again_and_three_times_at_most(int status, int attempts)
    {
        await using var sim = await Sim.StartAsync();
        await using var receiver = await ListenAsync(sim);
        receiver.Answer = _ => (status, "");

        await sim.Control.SendEventAsync("""{"event":"x"}""", sim.Cancellation);
        await sim.Control.AdvanceClockAsync(TimeSpan.FromHours(3), sim.Cancellation);

        Assert.Equal(attempts, receiver.Letters.Count);
    }

    [Fact]
    public async Task Retries_come_after_5_then_20_then_60_minutes()
    {
        await using var sim = await Sim.StartAsync(new SimulatorOptions { TimeProvider = new TestClock() });
        await using var receiver = await ListenAsync(sim);
        receiver.Answer = _ => (503, "");
        await sim.Control.SendEventAsync("""{"event":"x"}""", sim.Cancellation);
        var counts = new List<int>();

        foreach (var minutes in new[] { 4.9, 0.2, 19.8, 0.2, 59.8, 0.2, 200 })
        {
            await sim.Control.AdvanceClockAsync(TimeSpan.FromMinutes(minutes), sim.Cancellation);
            counts.Add(receiver.Letters.Count);
        }

        Assert.Equal("1 2 2 3 3 4 4", string.Join(' ', counts));
        Assert.Equal("1 2 3 4", string.Join(' ', sim.Control.Deliveries.Select(delivery => delivery.Attempt)));
        Assert.Equal(4, receiver.Letters.DistinctBy(letter => letter.Timestamp, StringComparer.Ordinal).Count());
        Assert.All(receiver.Letters, letter => Assert.Equal(Expected(sim, letter), letter.Signature));
    }

    [Fact]
    public async Task Nobody_there_is_a_failure_that_is_tried_again()
    {
        await using var sim = await Sim.StartAsync();
        var receiver = await ListenAsync(sim);
        await receiver.DisposeAsync();

        var delivery = await sim.Control.SendEventAsync("""{"event":"x"}""", sim.Cancellation);
        await sim.Control.AdvanceClockAsync(TimeSpan.FromMinutes(5), sim.Cancellation);

        Assert.Null(delivery!.Status);
        Assert.NotNull(delivery.Error);
        Assert.Equal(2, sim.Control.Deliveries.Count);
    }

    [Fact]
    public async Task Events_can_be_repeated_and_reordered()
    {
        await using var sim = await Sim.StartAsync();
        await using var receiver = await ListenAsync(sim);

        await sim.Control.HoldMeetingAsync(new HoldMeeting { Copies = 2, Order = EventOrder.Reversed }, sim.Cancellation);

        var events = receiver.Events.ToList();
        Assert.Equal(8, events.Count);
        Assert.Equal(InOrder.Split(' ').Reverse(), events.Distinct(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Equal(4, receiver.Letters.DistinctBy(letter => letter.Text, StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_late_transcript_is_neither_listed_nor_told_before_its_time()
    {
        await using var sim = await Sim.StartAsync(new SimulatorOptions { TimeProvider = new TestClock() });
        await using var receiver = await ListenAsync(sim);
        var held = await sim.Control.HoldMeetingAsync(new HoldMeeting { TranscriptAfter = TimeSpan.FromMinutes(20) }, sim.Cancellation);
        var path = $"/v2/meetings/{held.Meeting.Number}/recordings";

        var before = (await sim.GetAsync(path)).ToJsonString();
        var told = receiver.Events.ToList();
        await sim.Control.AdvanceClockAsync(TimeSpan.FromMinutes(20), sim.Cancellation);
        var after = (await sim.GetAsync(path)).ToJsonString();

        Assert.DoesNotContain("TRANSCRIPT", before, StringComparison.Ordinal);
        Assert.DoesNotContain("recording.transcript_completed", told, StringComparer.Ordinal);
        Assert.Contains("TRANSCRIPT", after, StringComparison.Ordinal);
        Assert.Equal("recording.transcript_completed", receiver.Events.Last());
    }

    [Fact]
    public async Task A_challenge_is_signed_and_a_right_answer_is_recognised()
    {
        await using var sim = await Sim.StartAsync();
        await using var receiver = await ListenAsync(sim);
        var secret = sim.Control.World().WebhookSecret;
        receiver.Answer = letter =>
        {
            var token = letter.Json["payload"]!["plainToken"]!.ToString();
            return (200, $$"""{"plainToken":"{{token}}","encryptedToken":"{{Hmac(secret, token)}}"}""");
        };

        var right = await sim.Control.ValidateUrlAsync(sim.Cancellation);
        receiver.Answer = _ => (200, """{"plainToken":"x","encryptedToken":"y"}""");
        var wrong = await sim.Control.ValidateUrlAsync(sim.Cancellation);
        receiver.Answer = _ => (200, "<html>");
        var noJson = await sim.Control.ValidateUrlAsync(sim.Cancellation);

        Assert.True(right.IsRight);
        Assert.False(wrong.IsRight);
        Assert.False(noJson.IsRight);
        Assert.All(receiver.Letters, letter => Assert.Equal(Expected(sim, letter), letter.Signature));
        Assert.Matches("^[A-Za-z0-9_-]{22}$", right.PlainToken);
    }

    private static async Task<Receiver> ListenAsync(Sim sim)
    {
        var receiver = await Receiver.StartAsync();
        sim.Control.WebhookTarget = receiver.Address;
        sim.Control.Switches.WebhookTimeout = TimeSpan.FromSeconds(60);
        return receiver;
    }

    private static async Task DeleteTwiceAsync(Sim sim, HeldMeeting held)
    {
        var path = $"/v2/meetings/{held.Meeting.Number}/recordings";
        using var trashed = await sim.SendAsync(HttpMethod.Delete, path);
        using var back = await sim.SendAsync(HttpMethod.Put, path + "/status", body: """{"action":"recover"}""");
        using var deleted = await sim.SendAsync(HttpMethod.Delete, path + "?action=delete");
        await sim.Control.WaitForWebhooksAsync(sim.Cancellation);
    }

    private static string Expected(Sim sim, Letter letter) =>
        "v0=" + Hmac(sim.Control.World().WebhookSecret, $"v0:{letter.Timestamp}:{letter.Text}");

    private static string Hmac(string secret, string text)
    {
        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(secret));
        return Convert.ToHexStringLower(hmac.ComputeHash(Encoding.UTF8.GetBytes(text)));
    }
}
