using Reconvene.Client.Connections;

namespace Reconvene.Server.Connections.Checks;

/// <summary>Whether Zoom's events can come, and do.</summary>
internal static class WebhookItems
{
    private const string NoEventsHelp =
        "Check in the Zoom app, under Event Subscriptions, that the address is the one of docs/zoom-app.md and Zoom reaches it over the internet, with a certificate that browsers accept; that the events are chosen; and that the app is activated. Then press Validate.";

    private static readonly TimeSpan QuietLong = TimeSpan.FromDays(7);

    // Zoom asks every 72 hours, and not to the minute.
    private static readonly TimeSpan CrcOld = TimeSpan.FromHours(74);

    public static IReadOnlyList<CheckItem> Of(CheckFacts facts) => facts.HasWebhookSecret
        ? [new("webhook_secret", CheckState.Ok, "The Zoom app has a webhook secret."), Address(facts), Events(facts)]
        :
        [
            new("webhook_secret", CheckState.Off, "The Zoom app has no webhook secret: new recordings are found by sync alone.")
            {
                Help = "Copy the Secret Token from the app's page Feature, and set it with PATCH /api/v1/zoom-apps/{id}.",
            },
            new("webhook_address", CheckState.Off, "Not looked at: there is no webhook secret."),
            new("events", CheckState.Off, "Not looked at: there is no webhook secret."),
        ];

    private static CheckItem Address(CheckFacts facts) => facts.LastCrcAt switch
    {
        null => new("webhook_address", CheckState.Warning, "Zoom has never asked whether the webhook address is ours.") { Help = NoEventsHelp },
        { } at when facts.At - at > CrcOld => new(
            "webhook_address", CheckState.Warning, $"Zoom asked for the last time {Age(facts.At - at)} ago whether the webhook address is ours; it asks every 72 hours while it sends events.")
        {
            Help = NoEventsHelp,
        },
        { } at => new("webhook_address", CheckState.Ok, $"Zoom asked {Age(facts.At - at)} ago whether the webhook address is ours, and it was answered."),
    };

    private static CheckItem Events(CheckFacts facts) => facts.LastEventAt switch
    {
        null => new("events", CheckState.Warning, "No event has ever arrived.") { Help = NoEventsHelp },
        { } at when facts.At - at > QuietLong =>
            new("events", CheckState.Warning, $"The last event arrived {Age(facts.At - at)} ago.") { Help = NoEventsHelp },
        { } at => new("events", CheckState.Ok, $"The last event arrived {Age(facts.At - at)} ago."),
    };

    private static string Age(TimeSpan age) => age switch
    {
        { TotalMinutes: < 2 } => "less than two minutes",
        { TotalHours: < 2 } => $"{age.TotalMinutes:0} minutes",
        { TotalDays: < 2 } => $"{age.TotalHours:0} hours",
        _ => $"{age.TotalDays:0} days",
    };
}
