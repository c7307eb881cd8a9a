namespace Reconvene.Simulator.Control;

/// <summary>An account of the world.</summary>
/// <param name="AccountId">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="MasterId">The account above it; null for the main one.</param>
/// <param name="OwnerEmail">Who <c>me</c> is for an app that asks no user.</param>
/// <param name="Users">Its users.</param>
/// <param name="Meetings">What was recorded in it.</param>
public sealed record AccountView(
    string AccountId,
    string Name,
    string? MasterId,
    string OwnerEmail,
    IReadOnlyList<UserView> Users,
    IReadOnlyList<MeetingView> Meetings);
