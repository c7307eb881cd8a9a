using Reconvene.Simulator.Zoom.Media;

namespace Reconvene.Simulator.Zoom.Worlds;

/// <summary>Turns a plan into a meeting with its files.</summary>
internal sealed class MeetingMaker(MediaLibrary media, SeededRandom random)
{
    private static readonly TimeSpan PauseBetweenStretches = TimeSpan.FromMinutes(5);

    public MeetingInstance Make(MeetingPlan plan)
    {
        var spoken = TimeSpan.FromTicks(plan.Stretches.Sum(speech => speech.Duration.Ticks));
        var meeting = new MeetingInstance
        {
            Number = plan.Number ?? random.Between(81_000_000_000, 89_999_999_999),
            Uuid = plan.Uuid ?? random.Uuid(),
            Topic = plan.Topic,
            Type = plan.Type,
            Host = plan.Host,
            StartsAt = plan.StartsAt,
            Length = spoken + (PauseBetweenStretches * (plan.Stretches.Count - 1)),
            Passcode = random.Between(100_000, 999_999).ToString(System.Globalization.CultureInfo.InvariantCulture),
            PlayPasscode = random.Text(32),
            TypeAsNumber = plan.TypeAsNumber,
            Speakers = [.. plan.Stretches.SelectMany(speech => speech.Speakers).Distinct(StringComparer.Ordinal)],
        };
        AddStretches(plan, meeting);
        return meeting;
    }

    public RecordingFile MakeFile(MeetingPlan plan, FileKind kind, Speech speech, DateTimeOffset startsAt) => new()
    {
        Key = random.Guid(),
        Opaque = random.Text(40),
        Kind = kind,
        StartsAt = startsAt,
        EndsAt = startsAt + speech.Duration,
        Content = ContentOf(plan, kind, speech),
    };

    private void AddStretches(MeetingPlan plan, MeetingInstance meeting)
    {
        var startsAt = plan.StartsAt;
        foreach (var speech in plan.Stretches)
        {
            meeting.Speeches.Add(speech);
            foreach (var kind in plan.Kinds)
            {
                meeting.Files.Add(MakeFile(plan, kind, speech, startsAt));
            }

            startsAt += speech.Duration + PauseBetweenStretches;
        }

        if (plan.WithParticipantAudio)
        {
            AddParticipants(plan, meeting);
        }
    }

    private void AddParticipants(MeetingPlan plan, MeetingInstance meeting)
    {
        var speech = plan.Stretches[0];
        foreach (var name in speech.Speakers)
        {
            var alone = new Speech(
                [.. speech.Utterances.Where(said => said.Speaker == name)], speech.Duration, speech.Language);
            meeting.Speeches.Add(alone);
            meeting.ParticipantAudio.Add(new RecordingFile
            {
                Key = random.Guid(),
                Opaque = random.Text(40),
                Kind = FileKind.ParticipantAudio,
                StartsAt = plan.StartsAt,
                EndsAt = plan.StartsAt + speech.Duration,
                Content = media.Audio(alone),
                ParticipantName = $"Audio only - {name}",
            });
        }
    }

    private FileContent ContentOf(MeetingPlan plan, FileKind kind, Speech speech) => kind.FileType switch
    {
        "MP4" => Sized(plan, media.Video(speech)),
        "M4A" => Sized(plan, media.Audio(speech)),
        "TRANSCRIPT" => new BytesContent(plan.TranscriptText ?? TextFiles.Transcript(speech, plan.VoiceTags)),
        "CC" => new BytesContent(TextFiles.Captions(speech)),
        "CHAT" => new BytesContent(plan.ChatText ?? TextFiles.Chat(speech)),
        _ => new BytesContent(TextFiles.Timeline(speech)),
    };

    private FileContent Sized(MeetingPlan plan, FileContent real) =>
        plan.MediaBytes is { } length ? new SizedContent(real, length, random.Next()) : real;
}
