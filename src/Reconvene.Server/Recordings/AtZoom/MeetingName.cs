using System.Globalization;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Recordings.AtZoom;

/// <summary>
/// A meeting as callers name it: a number, which means the latest instance, or the UUID of one instance, as it is or
/// encoded for an address once or twice. No UUID of Zoom's holds a percent sign, so decoding cannot go too far.
/// </summary>
internal static class MeetingName
{
    private const int LongestUuid = 150;
    private const int MostEncodings = 3;

    /// <summary>Null when it is neither.</summary>
    public static MeetingReference? Read(string text)
    {
        // A slash at the end is the address's: a UUID's own end is always "==".
        var name = text.EndsWith('/') ? text[..^1] : text;
        for (var i = 0; i < MostEncodings && name.Contains('%', StringComparison.Ordinal); i++)
        {
            name = Uri.UnescapeDataString(name);
        }

        if (long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number > 0 ? MeetingReference.Of(number) : null;
        }

        return name.Length is > 0 and <= LongestUuid && name.All(IsOfUuid) ? MeetingReference.Of(new MeetingUuid(name)) : null;
    }

    private static bool IsOfUuid(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '+' or '/' or '=';
}
