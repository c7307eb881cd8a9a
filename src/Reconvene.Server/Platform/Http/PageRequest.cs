using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Reconvene.Server.Platform.Http;

/// <summary>
/// Which page of a list: <c>?limit</c> (1 to 300, 50 by default) and <c>?cursor</c> (opaque, from the page before).
/// The cursor is the sort key of the last row seen, so a page costs the same wherever it stands.
/// </summary>
internal sealed record PageRequest(int Limit, long? AfterKey, long? AfterId)
{
    public const int DefaultLimit = 50;
    public const int LargestLimit = 300;

    /// <summary>Reads the two query parameters; null and what is wrong with them when they are not valid.</summary>
    public static PageRequest? Read(int? limit, string? cursor, out IReadOnlyList<FieldError> errors)
    {
        var found = new List<FieldError>();
        if (limit is < 1 or > LargestLimit)
        {
            found.Add(new("limit", $"must be between 1 and {LargestLimit}."));
        }

        (long Key, long Id)? after = null;
        if (!string.IsNullOrEmpty(cursor) && (after = Decode(cursor)) is null)
        {
            found.Add(new("cursor", "is not one that this list gave out: start again without it."));
        }

        errors = found;
        return found.Count is 0 ? new PageRequest(limit ?? DefaultLimit, after?.Key, after?.Id) : null;
    }

    /// <summary>Cuts the one row too many that the query asked for, and makes the next cursor of the last row kept.</summary>
    public Page<T> Cut<T>(IReadOnlyList<T> rows, Func<T, (long Key, long Id)> keyOf)
    {
        if (rows.Count <= Limit)
        {
            return new Page<T>(rows, null);
        }

        var (key, id) = keyOf(rows[Limit - 1]);
        return new Page<T>([.. rows.Take(Limit)], Encode(key, id));
    }

    private static string Encode(long key, long id) => WebEncoders.Base64UrlEncode(
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{key}.{id}")));

    private static (long Key, long Id)? Decode(string cursor)
    {
        var bytes = new byte[64];

        // Asked first, since the decoder throws at what is not base64url.
        if (cursor.Length > 64 || !Base64Url.IsValid(cursor) || !Base64Url.TryDecodeFromChars(cursor, bytes, out var written))
        {
            return null;
        }

        var parts = Encoding.ASCII.GetString(bytes, 0, written).Split('.');
        return parts.Length is 2
            && long.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var key)
            && long.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id)
            ? (key, id)
            : null;
    }
}
