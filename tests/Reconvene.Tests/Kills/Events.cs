using System.Net;
using Reconvene.Simulator.Control;

namespace Reconvene.Tests.Kills;

/// <summary>Events as Zoom sends them, to be sent when a test wants.</summary>
internal static class Events
{
    /// <summary>Holds a meeting of which nobody hears yet, and gives one of its events.</summary>
    public static async Task<string> OfAMeetingAsync(SimulatorControl control, string name, HoldMeeting? meeting = null)
    {
        await using var ear = await StandIn.StartAsync((int)HttpStatusCode.OK, "text/plain", "");
        control.WebhookTarget = new Uri(ear.Address);
        var held = await control.HoldMeetingAsync(meeting ?? new HoldMeeting(), CancellationToken.None);
        control.WebhookTarget = null;
        return held.Deliveries.First(delivery => delivery.Event == name).Body;
    }

    /// <summary>Sends it, freshly signed; the status answered, or null when the server died of it.</summary>
    public static async Task<int?> SendAsync(SimulatorControl control, ChildHost child, string body)
    {
        control.WebhookTarget = new Uri(await child.WaitUntilReadyAsync(), "/webhooks/zoom");
        var delivery = await control.SendEventAsync(body, CancellationToken.None);
        control.WebhookTarget = null;
        return delivery?.Status;
    }
}
