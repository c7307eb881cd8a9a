using System.Globalization;
using Reconvene.Simulator.Control.Phone;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.Phone.Worlds;

/// <summary>Makes calls, recordings and voicemails. Draws apart from everything else.</summary>
internal sealed class PhoneMaker(SeededRandom random)
{
    public PhoneCall Call(PhoneOwner owner, string outsideName, string? outsideNumber, bool inbound, DateTimeOffset at)
    {
        var inside = new PhoneParty(owner.Name, owner.Extension.ToString(CultureInfo.InvariantCulture), 1);
        var outside = new PhoneParty(
            outsideName, outsideNumber ?? "+1555" + random.Between(2_000_000, 9_999_999).ToString(CultureInfo.InvariantCulture), 2);
        var log = random.Guid();
        var day = at.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        return new PhoneCall
        {
            CallId = random.Between(6_900_000_000_000_000_000, 7_100_000_000_000_000_000).ToString(CultureInfo.InvariantCulture),
            LogId = log,
            HistoryId = $"{day}-{log}",
            ElementId = $"{day}-{random.Guid()}",
            Owner = owner,
            Caller = inbound ? outside : inside,
            Callee = inbound ? inside : outside,
            IsInbound = inbound,
        };
    }

    public PhoneRecording Recording(PhoneCall call, DateTimeOffset startsAt, Speech speech, string type, PhoneTranscript transcript, DateTimeOffset readyAt) => new()
    {
        Id = random.Guid().Replace("-", "", StringComparison.Ordinal),
        FileId = random.UserId(),
        Call = call,
        StartsAt = startsAt,
        Speech = speech,
        Content = new SilentMp3(speech.Duration, random.Next()),
        Type = type,
        Transcript = transcript,
        TranscriptReadyAt = readyAt,
    };

    public Voicemail Voicemail(PhoneCall call, DateTimeOffset leftAt, string text, string language, bool isRead, PhoneTranscript transcript, DateTimeOffset readyAt)
    {
        var length = TimeSpan.FromMilliseconds(1500 + (text.Split(' ').Length * 350));
        var said = new Utterance(TimeSpan.FromMilliseconds(500), length, call.Caller.Name, text);
        var speech = new Speech([said], length + TimeSpan.FromSeconds(1), language);
        return new Voicemail
        {
            Id = random.Guid().Replace("-", "", StringComparison.Ordinal),
            FileId = random.UserId(),
            Call = call,
            StartsAt = leftAt,
            Speech = speech,
            Content = new SilentMp3(speech.Duration, random.Next()),
            IsRead = isRead,
            Transcript = transcript,
            TranscriptReadyAt = readyAt,
        };
    }

    /// <summary>A conversation whose two voices are the two ends of the call.</summary>
    public Speech Talk(string dialogue, PhoneCall call)
    {
        var whole = DialogueLibrary.Read(dialogue, random)[0];
        var names = new[] { call.Caller.Name, call.Callee.Name };
        return new Speech(
            [.. whole.Utterances.Select((said, i) => said with { Speaker = names[i % 2] })], whole.Duration, whole.Language);
    }

    public int Below(int limit) => random.Below(limit);

    public DateTimeOffset Moment(DateTimeOffset day, int fromHour, int hours) =>
        day.AddHours(fromHour).AddSeconds(random.Below(hours * 3600));
}
