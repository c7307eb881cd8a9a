using System.Globalization;
using Reconvene.Client.Deliverables;
using Reconvene.Server.Deliverables.Templates;
using Reconvene.Server.Transcripts;
using Reconvene.Server.Transcripts.Formats;

namespace Reconvene.Server.Deliverables.Rendering;

/// <summary>Moments, lengths and shares as every format shows them.</summary>
internal static class Wording
{
    /// <summary><c>02:03</c>, or <c>1:02:03</c>.</summary>
    public static string Time(long milliseconds) => Clock.Short(TimeSpan.FromMilliseconds(milliseconds));

    public static string Date(DateTimeOffset moment, DeliverableLabels labels) =>
        moment.UtcDateTime.ToString("d MMMM yyyy, HH:mm", CultureInfo.GetCultureInfo(labels.Language));

    public static string Talk(DeliverableParticipant person) =>
        string.Create(CultureInfo.InvariantCulture, $"{Percent(person)}% · {Time(person.TalkMs)}");

    /// <summary>Their share, as a bar can show it.</summary>
    public static int Percent(DeliverableParticipant person) => Math.Clamp(person.TalkPercent, 0, 100);

    /// <summary>Whether to say that too little was said to sum it up: not where nobody asked for that.</summary>
    public static bool LacksSummary(DeliverableDocument document) =>
        document.Summary.Count is 0 && document.Sections?.Contains(Section.Summary, StringComparer.Ordinal) is not false;

    /// <summary>The language that programs are told: the text's own, whatever the labels are in.</summary>
    public static string LanguageTag(DeliverableDocument document, DeliverableLabels labels) =>
        document.Language is LanguageGuess.Unknown ? labels.Language : document.Language;

    public static bool IsAttendanceKnown(DeliverableDocument document) => document.Participants.Any(IsAttendanceKnown);

    public static string? Attendance(DeliverableParticipant person, DeliverableLabels labels)
    {
        var time = (Moment(person.JoinedAt), Moment(person.LeftAt)) switch
        {
            ({ } from, { } until) => $"{from}–{until}",
            ({ } from, null) => $"{labels.From} {from}",
            (null, { } until) => $"{labels.Until} {until}",
            _ => null,
        };
        var length = person.AttendedMs is { } attended ? Time(attended) : null;
        return time is null || length is null ? time ?? length : $"{time} ({length})";
    }

    private static bool IsAttendanceKnown(DeliverableParticipant person) =>
        person.JoinedAt is not null || person.LeftAt is not null || person.AttendedMs is not null;

    private static string? Moment(DateTimeOffset? moment) => moment?.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture);
}
