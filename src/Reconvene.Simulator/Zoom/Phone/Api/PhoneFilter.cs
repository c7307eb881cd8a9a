using Reconvene.Simulator.Zoom.Http;

namespace Reconvene.Simulator.Zoom.Phone.Api;

/// <summary>Filters of a listing; <c>null</c> and <c>all</c> are words for no filter.</summary>
internal static class PhoneFilter
{
    public static ZoomError? Refuse(Call call, string name, IReadOnlyList<string> allowed) =>
        Wanted(call, name) is { } value && !allowed.Contains(value, StringComparer.Ordinal)
            ? ZoomError.Invalid(name, $"The value must be one of {string.Join(", ", allowed)}.")
            : null;

    public static bool Fits(Call call, string name, string value) => Wanted(call, name) is not { } wanted
        || wanted == value
        || (wanted == "sharedOffice" && value == "commonArea");

    /// <summary>There is one site, and no group.</summary>
    public static bool FitsPlace(Call call, string siteId) =>
        (call.Query("site_id") is null or "" or "All sites" || call.Query("site_id") == siteId)
        && call.Query("group_id") is null or "" or "All groups";

    private static string? Wanted(Call call, string name) => call.Query(name) is null or "" or "null" or "all" ? null : call.Query(name);
}
