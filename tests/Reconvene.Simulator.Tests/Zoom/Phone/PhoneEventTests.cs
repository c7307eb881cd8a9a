using System.Net;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Control.Phone;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.Zoom.Phone;

public class PhoneEventTests
{
    [Fact]
    public async Task A_held_call_is_told_with_all_its_recordings_in_one_event_and_without_a_token()
    {
        await using var sim = await StartAsync();
        await using var receiver = await ListenAsync(sim);

        var held = await sim.Control.Phone.HoldCallAsync(
            new HoldCall { User = Client.Anna, OtherName = "Елена Петрова", Recordings = 3, Dialogue = "planning.ru" }, sim.Cancellation);

        Assert.Equal("phone.recording_completed phone.recording_transcript_completed", string.Join(' ', receiver.Events));
        var recordings = receiver.Letters.First().Json["payload"]!["object"]!["recordings"]!.AsArray();
        Assert.Equal(held.Files.Select(file => file.Id), recordings.Select(one => one!["id"]!.ToString()), StringComparer.Ordinal);
        Assert.Single(recordings.DistinctBy(one => one!["call_id"]!.ToString(), StringComparer.Ordinal));
        Assert.All(receiver.Letters, letter => Assert.DoesNotContain("download_token", letter.Text, StringComparison.Ordinal));
        using var download = await sim.SendAsync(HttpMethod.Get, new Uri(recordings[2]!["download_url"]!.ToString()).PathAndQuery);
        Assert.Equal(HttpStatusCode.OK, download.StatusCode);
    }

    [Fact]
    public async Task A_late_transcript_is_told_at_its_time()
    {
        await using var sim = await StartAsync();
        await using var receiver = await ListenAsync(sim);

        var held = await sim.Control.Phone.HoldCallAsync(new HoldCall { TranscriptAfter = TimeSpan.FromMinutes(10) }, sim.Cancellation);
        await sim.Control.Phone.LeaveVoicemailAsync(new LeaveVoicemail { TranscriptAfter = TimeSpan.FromMinutes(5) }, sim.Cancellation);
        var before = await sim.GetAsync($"/v2/phone/recording_transcript/download/{held.Files[0].Id}", HttpStatusCode.BadRequest);
        await sim.Control.AdvanceClockAsync(TimeSpan.FromMinutes(10), sim.Cancellation);

        Assert.Equal(12002, before["code"]!.GetValue<int>());
        Assert.Equal(
            "phone.recording_completed phone.voicemail_received phone.voicemail_transcript_completed phone.recording_transcript_completed",
            string.Join(' ', receiver.Events));
    }

    [Fact]
    public async Task Apps_without_scopes_of_the_phone_hear_nothing_of_it()
    {
        await using var sim = await Sim.StartAsync();
        await using var receiver = await ListenAsync(sim);

        var held = await sim.Control.Phone.HoldCallAsync(new HoldCall(), sim.Cancellation);

        Assert.Empty(held.Deliveries);
        Assert.Empty(receiver.Letters);
    }

    [SharedTheory]
    [InlineData("phone.recording_completed")]
    [InlineData("phone.recording_transcript_completed")]
    [InlineData("phone.recording_deleted")]
    [InlineData("phone.recording_permanently_deleted")]
    [InlineData("phone.voicemail_received")]
    [InlineData("phone.voicemail_transcript_completed")]
    [InlineData("phone.voicemail_deleted")]
    public async Task Events_have_the_fields_and_kinds_of_Zooms_document(string name)
    {
        await using var sim = await StartAsync();
        await using var receiver = await ListenAsync(sim);
        var held = await sim.Control.Phone.HoldCallAsync(new HoldCall(), sim.Cancellation);
        var left = await sim.Control.Phone.LeaveVoicemailAsync(new LeaveVoicemail { OfQueue = true }, sim.Cancellation);
        using var trashed = await sim.SendAsync(HttpMethod.Delete, "/v2/phone/recordings/" + held.Files[0].Id);
        await sim.Control.WaitForWebhooksAsync(sim.Cancellation);
        await sim.Control.Phone.DeleteRecordingAsync(held.Files[0].Id, sim.Cancellation);
        await sim.Control.Phone.DeleteVoicemailAsync(left.Files[0].Id, sim.Cancellation);
        var sample = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Shared.Samples, name is "phone.voicemail_deleted" ? "webhooks" : "events-official", name + ".json"), sim.Cancellation))!;

        var told = receiver.Letters.Select(letter => letter.Json).Single(json => json["event"]!.ToString() == name);

        Assert.Empty(Shapes.Unknown(told, sample));
        Assert.Empty(Shapes.Missing(told, sample));
        var (subject, like) = (Subject(told), Subject(sample));
        Assert.Empty(Shapes.Unknown(subject, like));
        Assert.Empty(Shapes.Missing(subject, like).Except(["caller_user_id"], StringComparer.Ordinal));
        Assert.Empty(Shapes.OtherKinds(subject, like));
    }

    [Fact]
    public async Task The_phone_is_scripted_over_http()
    {
        await using var sim = await StartAsync();

        var held = await sim.PostControlAsync("hold-call", """{"user":"anna.sokolova@sim.example","other_name":"Пётр","recordings":2,"transcript":"none"}""");
        var left = await sim.PostControlAsync("leave-voicemail", """{"text":"Алло","of_queue":true}""");
        await sim.PostControlAsync("phone/recording/delete?id=" + held["files"]![0]!["id"], "");
        var soon = await sim.PostControlAsync("leave-voicemail", "{}");
        await sim.PostControlAsync("phone/voicemail/delete?id=" + soon["files"]![0]!["id"], "");
        var recordings = await sim.ReadControlAsync("phone/recordings");
        var voicemails = await sim.ReadControlAsync("phone/voicemails");
        var scopes = await sim.ReadControlAsync("phone/scopes");

        Assert.Equal(10, recordings.AsArray().Count);
        Assert.Equal(left["files"]![0]!["id"]!.ToString(), voicemails.AsArray()[^1]!["id"]!.ToString());
        Assert.Equal("Отдел продаж", left["files"]![0]!["owner_name"]!.ToString());
        Assert.Equal(8, scopes["of_accounts"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("hold-call", """{"user":"nobody"}""", "nobody")]
    [InlineData("hold-call", """{"recordings":0}""", "0 recordings")]
    [InlineData("hold-call", """{"dialogue":"opera.it"}""", "opera.it")]
    [InlineData("leave-voicemail", """{"user":"sam.newcomer@sim.example"}""", "sam.newcomer")]
    [InlineData("phone/recording/delete?id=nothing", "", "nothing")]
    [InlineData("phone/voicemail/delete?id=nothing", "", "nothing")]
    public async Task A_wrong_wish_is_answered_with_a_sentence(string path, string body, string named)
    {
        await using var sim = await StartAsync();
        using var content = new StringContent(body);

        using var answer = await sim.Http.PostAsync("/_control/" + path, content, sim.Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(named, await answer.Content.ReadAsStringAsync(sim.Cancellation), StringComparison.Ordinal);
    }

    private static Task<Sim> StartAsync() =>
        Sim.StartAsync(new SimulatorOptions { TimeProvider = new TestClock(), WithPhoneScopes = true });

    private static async Task<Receiver> ListenAsync(Sim sim)
    {
        var receiver = await Receiver.StartAsync();
        sim.Control.WebhookTarget = receiver.Address;
        return receiver;
    }

    private static JsonNode Subject(JsonNode told) =>
        told["payload"]!["object"] is { } subject && (subject["recordings"] ?? subject["voice_mails"]) is { } named ? named[0]! : told["payload"]!["object"]!;
}
