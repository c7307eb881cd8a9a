using System.Diagnostics.CodeAnalysis;

namespace Reconvene.Client.ZoomApps;

/// <summary>What to change of a Zoom app; a member that is absent stays as it is.</summary>
public sealed record ZoomAppChange
{
    /// <summary>New name; the app's webhook address changes with it.</summary>
    public string? Name { get; init; }

    /// <summary>New client id.</summary>
    public string? ClientId { get; init; }

    /// <summary>New client secret; an empty text removes it.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>New redirect address; an empty text removes it.</summary>
    [SuppressMessage("Design", "CA1056", Justification = "Compared by Zoom as text, so kept as it was written.")]
    public string? RedirectUri { get; init; }

    /// <summary>All webhook secret tokens from now on; an empty list removes them.</summary>
    public IReadOnlyList<string>? WebhookSecrets { get; init; }

    /// <summary>The name, and nothing secret.</summary>
    public override string ToString() => $"ZoomAppChange {Name}";
}
