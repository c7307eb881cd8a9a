namespace Reconvene.Simulator.Control;

/// <summary>Who is who in the main account, the secrets of its Server-to-Server app, and then all accounts and all apps.</summary>
public sealed record WorldView(
    string AccountId,
    string ClientId,
    string ClientSecret,
    string WebhookSecret,
    IReadOnlyList<UserView> Users,
    IReadOnlyList<MeetingView> Meetings)
{
    /// <summary>Every account, the main one first.</summary>
    public IReadOnlyList<AccountView> Accounts { get; init; } = [];

    /// <summary>Every app with its secrets: Server-to-Server, user-managed, master, then those that were added.</summary>
    public IReadOnlyList<AppView> Apps { get; init; } = [];
}
