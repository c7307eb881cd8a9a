using System.Net;

namespace Reconvene.Server.Webhooks.Intake;

/// <summary>What came to a webhook address, not proven yet.</summary>
/// <param name="App">The app that the address names; null when it names none.</param>
/// <param name="Signature">The signature header; several values joined by commas.</param>
/// <param name="Timestamp">The time header; several values joined by commas.</param>
/// <param name="Sender">The client's address.</param>
internal sealed record SignedRequest(string? App, string? Signature, string? Timestamp, IPAddress? Sender);
