namespace Reconvene.Simulator.Control;

/// <summary>An app and its secrets.</summary>
public sealed record AppView
{
    /// <summary>What the consent page calls it.</summary>
    public required string Name { get; init; }

    /// <summary>What kind of app it is.</summary>
    public required AppKind Kind { get; init; }

    /// <summary>The account that it belongs to.</summary>
    public required string AccountId { get; init; }

    /// <summary>Names the app at the token endpoint and in the control calls.</summary>
    public required string ClientId { get; init; }

    /// <summary>Begins with <c>simsecret_</c> unless it was chosen.</summary>
    public required string ClientSecret { get; init; }

    /// <summary>What its events are signed with. Begins with <c>simhook_</c> unless it was chosen.</summary>
    public required string WebhookSecret { get; init; }

    /// <summary>Where its events go; null when it gets none.</summary>
    public Uri? WebhookTarget { get; init; }

    /// <summary>Where a consent may lead back to, to the letter.</summary>
    public required IReadOnlyList<string> RedirectUris { get; init; }

    /// <summary>The scopes that new tokens of it carry.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Users of other accounts may consent too.</summary>
    public required bool IsPublished { get; init; }

    /// <summary>It has not been switched off.</summary>
    public required bool IsEnabled { get; init; }
}
