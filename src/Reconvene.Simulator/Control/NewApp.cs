namespace Reconvene.Simulator.Control;

/// <summary>An app to be added.</summary>
public sealed record NewApp
{
    /// <summary>What the consent page calls it. "Another app" by default.</summary>
    public string Name { get; init; } = "Another app";

    /// <summary>What kind of app it is. A user-managed one by default.</summary>
    public AppKind Kind { get; init; } = AppKind.UserManaged;

    /// <summary>The account that it belongs to; the main one when null, the default.</summary>
    public string? AccountId { get; init; }

    /// <summary>The scopes of its tokens; when null, the default, all that a call here needs, in its <see cref="ScopeFamily"/>.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Which family the scopes are taken from when none are named. Granular by default.</summary>
    public ScopeFamily ScopeFamily { get; init; }

    /// <summary>Where a consent may lead back to, to the letter. Nowhere by default.</summary>
    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    /// <summary>Where its events go. Nowhere by default.</summary>
    public Uri? WebhookTarget { get; init; }

    /// <summary>The client id; a new one when null, the default.</summary>
    public string? ClientId { get; init; }

    /// <summary>The client secret; a new one when null, the default.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The secret of its events; a new one when null, the default.</summary>
    public string? WebhookSecret { get; init; }

    /// <summary>Users of other accounts may consent too. Off by default.</summary>
    public bool IsPublished { get; init; }
}
