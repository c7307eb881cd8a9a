namespace Reconvene.Simulator.Control;

/// <summary>A meeting that was held, its files, and how the receiver answered to its events.</summary>
public sealed record HeldMeeting(MeetingView Meeting, IReadOnlyList<FileView> Files, IReadOnlyList<WebhookDelivery> Deliveries);
