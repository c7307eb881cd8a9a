using Reconvene.Simulator.Control;

namespace Reconvene.Simulator.Zoom.Apps;

/// <summary>An app of the Marketplace. Every secret is recognisable, so that a leak can be searched for.</summary>
internal sealed class ZoomApp
{
    public required string Name { get; init; }

    public required AppKind Kind { get; init; }

    public required string AccountId { get; init; }

    public required string ClientId { get; init; }

    public required string ClientSecret { get; set; }

    public required string WebhookSecret { get; set; }

    public required IReadOnlyList<string> Scopes { get; set; }

    public IReadOnlyList<string> RedirectUris { get; set; } = [];

    public Uri? WebhookTarget { get; set; }

    public bool IsPublished { get; init; }

    public bool IsEnabled { get; set; } = true;

    public bool MayBeAllowedBy(Worlds.ZoomUser user) =>
        user.State == Worlds.UserState.Active && (IsPublished || user.AccountId == AccountId);
}
