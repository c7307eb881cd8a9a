namespace Reconvene.Simulator.Control;

/// <summary>Who is who, and the secrets that a client of this world is configured with.</summary>
public sealed record WorldView(
    string AccountId,
    string ClientId,
    string ClientSecret,
    string WebhookSecret,
    IReadOnlyList<UserView> Users,
    IReadOnlyList<MeetingView> Meetings);
