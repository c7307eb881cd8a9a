namespace Reconvene.Simulator.Control;

/// <summary>How the receiver answered to a challenge.</summary>
/// <param name="IsRight">200 with the token and its true code.</param>
/// <param name="PlainToken">The token that was sent.</param>
/// <param name="Delivery">The request and its answer; null when no receiver is set.</param>
public sealed record UrlValidation(bool IsRight, string PlainToken, WebhookDelivery? Delivery);
