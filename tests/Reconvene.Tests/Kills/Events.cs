using System.Net;
using Reconvene.Simulator.Control;

namespace Reconvene.Tests.Kills;

/// <summary>Events as Zoom sends them, to be sent when a test wants.</summary>
internal static class Events
{
    private const int Attempts = 4;

    /// <summary>Holds a meeting of which nobody hears yet, and gives one of its events.</summary>
    public static async Task<string> OfAMeetingAsync(SimulatorControl control, string name, HoldMeeting? meeting = null)
    {
        await using var ear = await StandIn.StartAsync((int)HttpStatusCode.OK, "text/plain", "");
        control.WebhookTarget = new Uri(ear.Address);
        var held = await control.HoldMeetingAsync(meeting ?? new HoldMeeting(), CancellationToken.None);
        control.WebhookTarget = null;
        return held.Deliveries.First(delivery => delivery.Event == name).Body;
    }

    /// <summary>
    /// Sends it, freshly signed, and as Zoom does up to three times more, though without its waits, while it is not
    /// answered in time or with a fault of the server; the last status, or null when the server died of it.
    /// </summary>
    public static async Task<int?> SendAsync(SimulatorControl control, ChildHost child, string body)
    {
        control.WebhookTarget = new Uri(await child.WaitUntilReadyAsync(), "/webhooks/zoom");
        int? status = null;
        for (var attempt = 0; attempt < Attempts && status is null or >= 500; attempt++)
        {
            status = (await control.SendEventAsync(body, CancellationToken.None))?.Status;
        }

        control.WebhookTarget = null;
        return status;
    }
}
