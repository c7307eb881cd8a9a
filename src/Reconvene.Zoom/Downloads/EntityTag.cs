using System.Net.Http.Headers;

namespace Reconvene.Zoom.Downloads;

/// <summary>Tags that may continue a download: weak ones promise the same meaning, not the same bytes.</summary>
internal static class EntityTag
{
    public static EntityTagHeaderValue? Strong(string? text) =>
        EntityTagHeaderValue.TryParse(text, out var tag) ? Strong(tag) : null;

    public static EntityTagHeaderValue? Strong(EntityTagHeaderValue? tag) =>
        tag is { IsWeak: false, Tag: not "*" } ? tag : null;
}
