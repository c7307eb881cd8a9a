namespace Reconvene.Server.Ledger;

/// <summary>Where Zoom has a recording, as its column says; what we hold of it is another matter.</summary>
internal static class PlaceAtZoom
{
    public const string Listed = "listed";

    /// <summary>In Zoom's trash, whence it can be recovered for 30 days.</summary>
    public const string Trashed = "trashed";

    /// <summary>Neither listed nor in the trash: Zoom said so twice, and its lists agreed.</summary>
    public const string Deleted = "deleted";
}
