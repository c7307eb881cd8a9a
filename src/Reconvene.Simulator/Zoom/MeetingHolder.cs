using System.Text;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Control;
using Reconvene.Simulator.Wire;
using Reconvene.Simulator.Zoom.Webhooks;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom;

/// <summary>Holds a meeting that has just ended, and tells about it as Zoom would.</summary>
internal sealed class MeetingHolder(SimulatorState state)
{
    private readonly SeededRandom _random = SeededRandom.For(state.Options.Seed, "held");
    private readonly Lock _gate = new();

    public async Task<(MeetingInstance Meeting, IReadOnlyList<WebhookDelivery> Deliveries)> HoldAsync(
        HoldMeeting wish, CancellationToken cancellation)
    {
        var (meeting, late) = Place(wish);
        var deliveries = await TellAsync(wish, meeting, EventsOf(meeting, wish), cancellation);
        if (late is not null)
        {
            state.Agenda.Add(
                state.Clock.GetUtcNow() + wish.TranscriptAfter!.Value,
                later => BringTranscriptAsync(wish, meeting, late, later));
        }

        return (meeting, deliveries);
    }

    private (MeetingInstance Meeting, RecordingFile? Late) Place(HoldMeeting wish)
    {
        lock (_gate)
        {
            var meeting = state.Maker.Make(PlanOf(wish));
            var late = wish.TranscriptAfter is null ? null : meeting.Files.Find(file => file.Kind == FileKind.Transcript);
            if (late is not null)
            {
                meeting.Files.Remove(late);
            }

            lock (state.World.Gate)
            {
                state.World.Recordings.Add(meeting);
            }

            return (meeting, late);
        }
    }

    private MeetingPlan PlanOf(HoldMeeting wish)
    {
        var who = wish.Host ?? state.World.Account.Owner.Email;
        var host = state.World.FindUser(who)
            ?? throw new ArgumentException($"Host '{who}' is not a user of this world: GET /_control/world lists them.", nameof(wish));
        if (wish.Uuid is not null && state.World.FindByUuid(wish.Uuid) is not null)
        {
            throw new ArgumentException($"UUID '{wish.Uuid}' is taken: leave it out, or choose another.", nameof(wish));
        }

        var stretches = StretchesOf(wish);
        var now = state.Clock.GetUtcNow();
        var spoken = stretches.Aggregate(TimeSpan.Zero, (sum, speech) => sum + speech.Duration);
        var began = now - spoken - TimeSpan.FromMinutes(5 * (stretches.Count - 1));
        return new MeetingPlan
        {
            Topic = wish.Topic,
            Host = host,
            StartsAt = began.AddTicks(-(began.Ticks % TimeSpan.TicksPerSecond)),
            Stretches = stretches,
            Kinds = [.. wish.Files.Select(FileKind.Of)],
            Type = wish.Type,
            Number = wish.Number,
            Uuid = wish.Uuid,
            VoiceTags = wish.VoiceTags,
            WithParticipantAudio = wish.ParticipantAudio,
            MediaBytes = wish.MediaBytes,
            TranscriptText = wish.Transcript is null ? null : Encoding.UTF8.GetBytes(wish.Transcript),
        };
    }

    private IReadOnlyList<Speech> StretchesOf(HoldMeeting wish) => wish switch
    {
        { Transcript: { } transcript } => [VttReader.Read(transcript)],
        { Words: { } words } => DialogueLibrary.Read(words, wish.Language, _random),
        _ => DialogueLibrary.Read(wish.Dialogue ?? AnyDialogue(wish.Language), _random),
    };

    private string AnyDialogue(string language)
    {
        var fitting = DialogueLibrary.Names.Where(name => name.EndsWith("." + language, StringComparison.Ordinal)).ToList();
        return fitting.Count == 0
            ? throw new ArgumentException($"No dialogue is in language '{language}': choose en or ru.", nameof(language))
            : fitting[_random.Below(fitting.Count)];
    }

    private List<JsonObject> EventsOf(MeetingInstance meeting, HoldMeeting wish)
    {
        lock (state.World.Gate)
        {
            var events = new List<JsonObject>
            {
                EventShapes.Meeting(EventNames.MeetingStarted, meeting, state),
                EventShapes.Meeting(EventNames.MeetingEnded, meeting, state),
            };
            var ready = meeting.Files.Where(file => file.Kind != FileKind.Transcript && file.Kind != FileKind.Captions).ToList();
            if (ready.Count > 0)
            {
                events.Add(EventShapes.Recording(EventNames.Completed, meeting, ready, state));
            }

            var transcripts = meeting.Files.Where(file => file.Kind == FileKind.Transcript).ToList();
            if (transcripts.Count > 0 && wish.TranscriptAfter is null)
            {
                events.Add(EventShapes.Recording(EventNames.TranscriptCompleted, meeting, transcripts, state));
            }

            return events;
        }
    }

    private async Task BringTranscriptAsync(
        HoldMeeting wish, MeetingInstance meeting, RecordingFile transcript, CancellationToken cancellation)
    {
        JsonObject told;
        lock (state.World.Gate)
        {
            meeting.Files.Add(transcript);
            state.World.Recordings.Add(meeting, transcript);
            told = EventShapes.Recording(EventNames.TranscriptCompleted, meeting, [transcript], state);
        }

        await TellAsync(wish, meeting, [told], cancellation);
    }

    private async Task<IReadOnlyList<WebhookDelivery>> TellAsync(
        HoldMeeting wish, MeetingInstance meeting, List<JsonObject> events, CancellationToken cancellation)
    {
        var deliveries = new List<WebhookDelivery>();
        if (!wish.SendWebhooks)
        {
            return deliveries;
        }

        // Written out once: a repeated event is the same to the byte.
        var letters = Ordered(events.ConvertAll(CompactJson.Write), wish.Order);
        var copies = letters.SelectMany(letter => Enumerable.Repeat(letter, Math.Max(1, wish.Copies)));
        foreach (var (letter, app) in copies.SelectMany(letter => state.Hearers.Of(meeting).Select(app => (letter, app))))
        {
            if (await state.Webhooks.SendAsync(app, letter, cancellation) is { } delivery)
            {
                deliveries.Add(delivery);
            }
        }

        return deliveries;
    }

    private List<string> Ordered(List<string> letters, EventOrder order)
    {
        if (order == EventOrder.Reversed)
        {
            letters.Reverse();
        }
        else if (order == EventOrder.Shuffled)
        {
            lock (_gate)
            {
                return [.. letters.Select(letter => (Letter: letter, Place: _random.Next())).OrderBy(pair => pair.Place).Select(pair => pair.Letter)];
            }
        }

        return letters;
    }
}
