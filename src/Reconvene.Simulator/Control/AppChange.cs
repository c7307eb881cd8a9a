namespace Reconvene.Simulator.Control;

/// <summary>What to change of an app. What is null stays as it is.</summary>
public sealed record AppChange
{
    /// <summary>False switches it off: its access tokens die at once, and whatever it asks for is refused.</summary>
    public bool? IsEnabled { get; init; }

    /// <summary>A new client secret; the former is refused from then on.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The scopes of new tokens. Who has consented keeps the former ones until the next consent.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Where a consent may lead back to, to the letter.</summary>
    public IReadOnlyList<string>? RedirectUris { get; init; }

    /// <summary>Where its events go.</summary>
    public Uri? WebhookTarget { get; init; }

    /// <summary>What its events are signed with.</summary>
    public string? WebhookSecret { get; init; }
}
