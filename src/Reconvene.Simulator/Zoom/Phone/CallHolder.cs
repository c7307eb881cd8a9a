using System.Text.Json.Nodes;
using Reconvene.Simulator.Control;
using Reconvene.Simulator.Control.Phone;
using Reconvene.Simulator.Wire;
using Reconvene.Simulator.Zoom.Phone.Events;
using Reconvene.Simulator.Zoom.Phone.Worlds;

namespace Reconvene.Simulator.Zoom.Phone;

/// <summary>Holds a call that has just ended, or leaves a voicemail, and tells about it as Zoom would.</summary>
internal sealed class CallHolder(SimulatorState state)
{
    private readonly PhoneMaker _maker = new(SeededRandom.For(state.Options.Seed, "phone held"));

    public async Task<(IReadOnlyList<PhoneRecording> Recordings, IReadOnlyList<WebhookDelivery> Deliveries)> HoldAsync(
        HoldCall wish, CancellationToken cancellation)
    {
        List<PhoneRecording> recordings;
        JsonObject told;
        lock (state.World.Gate)
        {
            recordings = Place(wish);
            told = PhoneEvents.OfRecordings(PhoneEvents.Completed, recordings, state);
        }

        var owner = recordings[0].Call.Owner;
        if (!wish.SendWebhooks)
        {
            return (recordings, []);
        }

        var deliveries = new List<WebhookDelivery>(await SendAsync(owner, told, wish.Copies, cancellation));
        if (wish.Transcript == PhoneTranscript.Ready)
        {
            deliveries.AddRange(await NowOrLaterAsync(wish.TranscriptAfter, later => SendAsync(
                owner, PhoneEvents.OfRecordings(PhoneEvents.TranscriptCompleted, recordings, state), wish.Copies, later), cancellation));
        }

        return (recordings, deliveries);
    }

    public async Task<(Voicemail Voicemail, IReadOnlyList<WebhookDelivery> Deliveries)> LeaveAsync(
        LeaveVoicemail wish, CancellationToken cancellation)
    {
        Voicemail voicemail;
        lock (state.World.Gate)
        {
            var owner = OwnerOf(wish.User, wish.OfQueue);
            var now = WholeSeconds(state.Clock.GetUtcNow());
            var call = _maker.Call(owner, wish.CallerName, wish.CallerNumber, inbound: true, now);
            voicemail = _maker.Voicemail(
                call, now, wish.Text, "en", isRead: false, wish.Transcript, state.Clock.GetUtcNow() + (wish.TranscriptAfter ?? TimeSpan.Zero));
            state.Phone.Add(voicemail);
        }

        if (!wish.SendWebhooks)
        {
            return (voicemail, []);
        }

        var deliveries = new List<WebhookDelivery>(await SendAsync(
            voicemail.Call.Owner, PhoneEvents.OfVoicemail(PhoneEvents.VoicemailReceived, voicemail, state), 1, cancellation));
        if (wish.Transcript == PhoneTranscript.Ready)
        {
            deliveries.AddRange(await NowOrLaterAsync(wish.TranscriptAfter, later => SendAsync(
                voicemail.Call.Owner, PhoneEvents.OfVoicemail(PhoneEvents.VoicemailTranscriptCompleted, voicemail, state), 1, later), cancellation));
        }

        return (voicemail, deliveries);
    }

    public async Task<IReadOnlyList<WebhookDelivery>> SendAsync(
        PhoneOwner owner, JsonObject told, int copies, CancellationToken cancellation)
    {
        var deliveries = new List<WebhookDelivery>();
        var name = told["event"]!.ToString();
        var letter = CompactJson.Write(told);
        for (var copy = 0; copy < Math.Max(1, copies); copy++)
        {
            foreach (var app in state.Hearers.OfPhone(owner, name))
            {
                if (await state.Webhooks.SendAsync(app, letter, cancellation) is { } delivery)
                {
                    deliveries.Add(delivery);
                }
            }
        }

        return deliveries;
    }

    private List<PhoneRecording> Place(HoldCall wish)
    {
        if (wish.Recordings < 1)
        {
            throw new ArgumentException($"A call with {wish.Recordings} recordings is not possible: choose one at least.", nameof(wish));
        }

        var owner = OwnerOf(wish.User, wish.OfQueue);
        var now = state.Clock.GetUtcNow();
        var call = _maker.Call(owner, wish.OtherName, wish.OtherNumber, wish.Inbound, now);
        var recordings = new List<PhoneRecording>();
        var endsAt = now;
        for (var i = 0; i < wish.Recordings; i++)
        {
            var talk = _maker.Talk(wish.Dialogue, call);
            var startsAt = WholeSeconds(endsAt - talk.Duration);
            recordings.Insert(0, _maker.Recording(
                call, startsAt, talk, wish.OnDemand ? "OnDemand" : "Automatic", wish.Transcript, now + (wish.TranscriptAfter ?? TimeSpan.Zero)));
            endsAt = startsAt.AddSeconds(-30);
        }

        recordings.ForEach(state.Phone.Add);
        return recordings;
    }

    private PhoneOwner OwnerOf(string? who, bool ofQueue)
    {
        if (ofQueue)
        {
            return state.Phone.Queue;
        }

        var named = who ?? state.World.Account.Owner.Email;
        return state.World.FindUser(named) is { Id: not null } user
            ? state.Phone.OwnerOf(user)
            : throw new ArgumentException($"User '{named}' is not a user of this world: GET /_control/world lists them.", nameof(who));
    }

    private async Task<IReadOnlyList<WebhookDelivery>> NowOrLaterAsync(
        TimeSpan? after, Func<CancellationToken, Task<IReadOnlyList<WebhookDelivery>>> send, CancellationToken cancellation)
    {
        if (after is not { } wait)
        {
            return await send(cancellation);
        }

        state.Agenda.Add(state.Clock.GetUtcNow() + wait, later => send(later));
        return [];
    }

    private static DateTimeOffset WholeSeconds(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond));
}
