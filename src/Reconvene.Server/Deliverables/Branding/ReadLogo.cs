using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Reconvene.Server.Deliverables.Branding;

/// <summary>
/// Tells by its bytes whether a picture can be a logo. Whatever it is called, only PNG and JPEG go through: both are pictures
/// and nothing else, while SVG may carry scripts and addresses. The size is read before anyone unpacks it.
/// </summary>
internal static class ReadLogo
{
    public const int LargestBytes = 512 * 1024;

    private const int LongestSide = 2000;
    private const string Wanted = "send it as PNG or JPEG.";

    /// <summary>Beginnings of what people send instead, after blanks.</summary>
    private static readonly string[] MarkedUp = ["<svg", "<?xml", "<!DOCTYPE", "<!--"];

    public static LogoOutcome Run(byte[] bytes)
    {
        if (bytes.Length is 0)
        {
            return new LogoOutcome.Refused($"There is nothing in the body: {Wanted}");
        }

        if (bytes.Length > LargestBytes)
        {
            return new LogoOutcome.Refused($"The picture has more than {LargestBytes / 1024} KiB: send a smaller one.");
        }

        var (type, size) = PngSize(bytes) is { } png ? (BrandLogo.Png, png) : (BrandLogo.Jpeg, JpegSize(bytes) ?? default);
        if (size is (0, 0))
        {
            return new LogoOutcome.Refused(Unknown(bytes));
        }

        return size.Width is < 1 or > LongestSide || size.Height is < 1 or > LongestSide
            ? new LogoOutcome.Refused(string.Create(
                CultureInfo.InvariantCulture,
                $"The picture has {size.Width} by {size.Height} pixels: send one of 1 to {LongestSide} each way."))
            : new LogoOutcome.Taken(new BrandLogo(type, size.Width, size.Height, bytes));
    }

    private static string Unknown(byte[] bytes)
    {
        var head = Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, 200)).TrimStart('\u00ef', '\u00bb', '\u00bf', ' ', '\t', '\r', '\n');
        return Array.Exists(MarkedUp, mark => head.StartsWith(mark, StringComparison.OrdinalIgnoreCase))
            ? $"SVG may carry scripts and addresses, so it is not taken: {Wanted}"
            : $"The body is neither a whole PNG nor a whole JPEG: {Wanted}";
    }

    /// <summary>Of a PNG whose pieces follow each other from the first byte to the last; null when it is none.</summary>
    private static (int Width, int Height)? PngSize(ReadOnlySpan<byte> bytes)
    {
        const int head = 8, around = 12, headerLength = 13;
        if (!bytes.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, headerLength])
            || bytes.Length < head + around + headerLength
            || !bytes.Slice(head + 4, 4).SequenceEqual("IHDR"u8))
        {
            return null;
        }

        var isDrawn = false;
        for (var at = head; bytes.Length - at >= around;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
            var name = bytes.Slice(at + 4, 4);
            if (length > bytes.Length - at - around)
            {
                return null;
            }

            isDrawn |= name.SequenceEqual("IDAT"u8);
            at += around + (int)length;
            if (name.SequenceEqual("IEND"u8))
            {
                return isDrawn && at == bytes.Length ? (Number(bytes[(head + 8)..]), Number(bytes[(head + 12)..])) : null;
            }
        }

        return null;

        // Above what fits, it is above what is allowed.
        static int Number(ReadOnlySpan<byte> from) => (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(from), int.MaxValue);
    }

    /// <summary>Of a JPEG, from the first frame that it announces; null when it is none or is not whole.</summary>
    private static (int Width, int Height)? JpegSize(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith<byte>([0xff, 0xd8, 0xff]) || !bytes.EndsWith<byte>([0xff, 0xd9]))
        {
            return null;
        }

        var at = 2;
        while (at + 9 < bytes.Length && bytes[at] is 0xff)
        {
            var mark = bytes[at + 1];
            if (mark is 0xff)
            {
                at++;
                continue;
            }

            // C4, C8 and CC are tables; the other C's begin a frame.
            if (mark is >= 0xc0 and <= 0xcf and not (0xc4 or 0xc8 or 0xcc))
            {
                return (BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]));
            }

            // The picture itself, before any frame was announced.
            if (mark is 0xda or 0xd9)
            {
                return null;
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
        }

        return null;
    }
}
