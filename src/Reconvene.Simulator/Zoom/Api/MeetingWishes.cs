using System.Globalization;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Zoom.Http;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.Api;

/// <summary>Reads what is to be scheduled, within the limits of Zoom's document.</summary>
internal sealed class MeetingWishes(SimulatorState state)
{
    private const int ByDefault = 2;
    private const int Instant = 1;
    private const int LongestTopic = 200;
    private const int LongestAgenda = 2000;
    private const int LongestPassword = 10;
    private const int MinutesOfADay = 1440;

    private static readonly int[] Types = [Instant, ByDefault, 3, 8, 10];

    private readonly SeededRandom _random = SeededRandom.For(state.Options.Seed, "scheduled");
    private readonly Lock _gate = new();

    public (ScheduledMeeting? Meeting, ZoomError? Error) Read(JsonObject? body, ZoomUser host)
    {
        if (body is null)
        {
            return (null, ZoomError.NotJson);
        }

        try
        {
            return Judge(body, host) is { } error ? (null, error) : (Make(body, host), null);
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or FormatException or OverflowException)
        {
            return (null, ZoomError.Invalid("body", "A field is of the wrong type."));
        }
    }

    private ZoomError? Judge(JsonObject body, ZoomUser host) => body switch
    {
        _ when Text(body, "topic").Length > LongestTopic => TooLong("topic", LongestTopic),
        _ when Text(body, "agenda").Length > LongestAgenda => TooLong("agenda", LongestAgenda),
        _ when Text(body, "password").Length > LongestPassword => TooLong("password", LongestPassword),
        _ when !Types.Contains(Number(body, "type", ByDefault)) => ZoomError.Invalid("type", "Invalid meeting type."),
        _ when Number(body, "duration", 60) is < 1 or > MinutesOfADay =>
            ZoomError.Invalid("duration", $"The duration must be from 1 to {MinutesOfADay} minutes."),
        _ when !TimeZoneInfo.TryFindSystemTimeZoneById(Zone(body, host), out _) => ZoomError.Invalid("timezone", "Invalid timezone."),
        _ when body["settings"] is not (null or JsonObject) => ZoomError.Invalid("settings", "The settings must be an object."),
        _ when !TryStart(body, host, out _) => ZoomError.Invalid("start_time", "The time must be in the format yyyy-MM-ddTHH:mm:ssZ."),
        _ => null,
    };

    private ScheduledMeeting Make(JsonObject body, ZoomUser host)
    {
        TryStart(body, host, out var startsAt);
        lock (_gate)
        {
            return new ScheduledMeeting
            {
                Number = _random.Between(71_000_000_000, 79_999_999_999),
                Uuid = _random.Uuid(),
                Host = host,
                Topic = Text(body, "topic") is { Length: > 0 } topic ? topic : "Zoom Meeting",
                Type = Number(body, "type", ByDefault),
                Agenda = Text(body, "agenda"),
                Minutes = Number(body, "duration", 60),
                Timezone = Zone(body, host),
                Password = Text(body, "password") is { Length: > 0 } password ? password : _random.Text(6),
                CreatedAt = state.Clock.GetUtcNow(),
                StartsAt = startsAt,
                Settings = body["settings"]?.DeepClone().AsObject() ?? [],
            };
        }
    }

    /// <summary>A time with Z is UTC; without, it is in the zone of the meeting. A scheduled one without a time begins now.</summary>
    private bool TryStart(JsonObject body, ZoomUser host, out DateTimeOffset? startsAt)
    {
        startsAt = null;
        var type = Number(body, "type", ByDefault);
        if (Text(body, "start_time") is not { Length: > 0 } text)
        {
            startsAt = type is Instant or 3 ? null : state.Clock.GetUtcNow();
            return true;
        }

        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var moment))
        {
            return false;
        }

        startsAt = moment.Kind == DateTimeKind.Utc
            ? new DateTimeOffset(moment)
            : new DateTimeOffset(moment, TimeZoneInfo.FindSystemTimeZoneById(Zone(body, host)).GetUtcOffset(moment));
        return true;
    }

    private static string Zone(JsonObject body, ZoomUser host) =>
        Text(body, "timezone") is { Length: > 0 } zone ? zone : host.Timezone;

    private static string Text(JsonObject body, string name) => body[name]?.GetValue<string>() ?? "";

    private static int Number(JsonObject body, string name, int otherwise) => body[name]?.GetValue<int>() ?? otherwise;

    private static ZoomError TooLong(string field, int longest) =>
        ZoomError.Invalid(field, $"The {field} must not be longer than {longest} characters.");
}
