using System.Globalization;
using Reconvene.Zoom.Json;

namespace Reconvene.Zoom.Meetings;

/// <summary>A meeting to be scheduled once. Limits are those of Zoom's document.</summary>
public sealed record ZoomMeetingDraft
{
    private const int LongestTopic = 200;
    private const int LongestAgenda = 2000;
    private const int Scheduled = 2;
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestMeeting = TimeSpan.FromMinutes(1440);

    /// <summary>Describes a meeting.</summary>
    /// <param name="topic">1 to 200 characters.</param>
    /// <param name="startAt">The start; sent in UTC, to the second.</param>
    /// <param name="duration">1 minute to 24 hours; a part of a minute counts as a whole one.</param>
    /// <param name="timezone">The IANA zone in which Zoom shows it.</param>
    /// <param name="agenda">2000 characters at most; none by default.</param>
    /// <exception cref="ArgumentException">One of them is beyond its limit.</exception>
    public ZoomMeetingDraft(
        string topic, DateTimeOffset startAt, TimeSpan duration, string timezone, string? agenda = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(topic);
        ArgumentException.ThrowIfNullOrWhiteSpace(timezone);
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, Shortest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(duration, LongestMeeting);
        ThrowIfLonger(topic, LongestTopic, nameof(topic));
        ThrowIfLonger(agenda, LongestAgenda, nameof(agenda));
        (Topic, StartAt, Duration, Timezone, Agenda) = (topic, startAt, duration, timezone, agenda);
    }

    /// <summary>The topic.</summary>
    public string Topic { get; }

    /// <summary>The start.</summary>
    public DateTimeOffset StartAt { get; }

    /// <summary>How long it is planned.</summary>
    public TimeSpan Duration { get; }

    /// <summary>IANA time zone.</summary>
    public string Timezone { get; }

    /// <summary>The agenda; null for none.</summary>
    public string? Agenda { get; }

    /// <summary>The start as it is sent: the Z makes it UTC, whatever the zone beside it says.</summary>
    internal string StartText =>
        StartAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The start, and nothing that people wrote.</summary>
    public override string ToString() => $"ZoomMeetingDraft {StartText}";

    internal MeetingBody ToBody() =>
        new(Topic, Scheduled, StartText, Timezone, (int)Math.Ceiling(Duration.TotalMinutes)) { Agenda = Agenda };

    private static void ThrowIfLonger(string? text, int most, string name)
    {
        if (text?.Length > most)
        {
            throw new ArgumentException($"Zoom takes {most} characters at most, and these are {text.Length}.", name);
        }
    }
}
