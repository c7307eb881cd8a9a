namespace Reconvene.Client.Sources;

/// <summary>Asks for a sync of many sources.</summary>
public sealed record BulkSyncRequest
{
    /// <summary>The sources, 1 to 1,000; all that are active when left out.</summary>
    public IReadOnlyList<long>? SourceIds { get; init; }

    /// <summary>First day (UTC), as <c>yyyy-MM-dd</c>; thirty days up to the last one when left out.</summary>
    public string? FromDate { get; init; }

    /// <summary>Last day (UTC), as <c>yyyy-MM-dd</c>; today when left out.</summary>
    public string? ToDate { get; init; }
}
