namespace Reconvene.Client.Deliverables;

/// <summary>The accent as text can be read in it: at least 4.5 to 1 against what it stands on (WCAG 2.2, level AA).</summary>
public sealed record BrandColours
{
    /// <summary>On paper and on the light page.</summary>
    public required string OnLight { get; init; }

    /// <summary>On the dark page.</summary>
    public required string OnDark { get; init; }

    /// <summary>Which of them is not the accent that was asked for, and why; null when both are.</summary>
    public required string? Note { get; init; }
}
