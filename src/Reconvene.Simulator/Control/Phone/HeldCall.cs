namespace Reconvene.Simulator.Control.Phone;

/// <summary>A call that was held, or a voicemail that was left, with what was told of it.</summary>
/// <param name="Files">The recordings of the call, or the voicemail.</param>
/// <param name="Deliveries">The first attempt of each event.</param>
public sealed record HeldCall(IReadOnlyList<PhoneFileView> Files, IReadOnlyList<WebhookDelivery> Deliveries);
