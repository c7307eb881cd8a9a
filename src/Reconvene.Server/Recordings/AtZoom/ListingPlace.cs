using System.Buffers.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Reconvene.Zoom;

namespace Reconvene.Server.Recordings.AtZoom;

/// <summary>
/// Where a listing of Zoom's meetings goes on: which window of days, which page of users, which user, which page of that
/// user's recordings. Opaque to callers. Everything in it is judged again when it comes back, and it opens nothing that
/// its connection does not open.
/// </summary>
internal sealed record ListingPlace
{
    private const int Longest = 4000;

    public required long Connection { get; init; }

    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }

    public required int PageSize { get; init; }

    /// <summary>Counted from the newest.</summary>
    public int Window { get; init; }

    /// <summary>Of <see cref="ListAtZoom"/>'s kinds of users: first the active, then the inactive.</summary>
    public int Status { get; init; }

    /// <summary>Page of users; null is the first.</summary>
    public string? Users { get; init; }

    /// <summary>Next on that page; null is the first.</summary>
    public string? User { get; init; }

    /// <summary>Page of that user's recordings; null is the first.</summary>
    public string? Recordings { get; init; }

    public string Write() => WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(this));

    /// <summary>Null when it is none that a listing gave out.</summary>
    public static ListingPlace? Read(string text)
    {
        if (text.Length > Longest || !Base64Url.IsValid(text))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<ListingPlace>(Base64Url.DecodeFromChars(text)) is { } place && place.IsSound ? place : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private bool IsSound =>
        Window >= 0 && Status is 0 or 1 && From <= To && IsPlace(Users) && IsPlace(Recordings) && User is null or { Length: > 0 and <= 200 };

    private static bool IsPlace(string? text) => text is null || ZoomPlace.TryParse(text, out _);
}
