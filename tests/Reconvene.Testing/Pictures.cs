using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Reconvene.Testing;

/// <summary>Small pictures, whole and not.</summary>
internal static class Pictures
{
    private const int Head = 8;

    /// <summary>A PNG of one colour.</summary>
    public static byte[] Png(int width = 120, int height = 40)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            byte[] line = [0, .. Enumerable.Repeat<byte[]>([0x0b, 0x7a, 0x75], width).SelectMany(pixel => pixel)];
            for (var i = 0; i < height; i++)
            {
                zip.Write(line);
            }
        }

        return Framed(width, height, packed.ToArray());
    }

    /// <summary>One that says so, and holds hardly anything.</summary>
    public static byte[] PngThatClaims(int width, int height) => Framed(width, height, [0x78, 0x9c, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01]);

    /// <summary>What a JPEG announces, and no picture.</summary>
    public static byte[] Jpeg(int width = 90, int height = 30) =>
    [
        0xff, 0xd8, 0xff, 0xe0, 0x00, 0x04, 0x00, 0x00, 0xff, 0xc0, 0x00, 0x0b, 0x08, (byte)(height >> 8), (byte)height,
        (byte)(width >> 8), (byte)width, 0x01, 0x01, 0x11, 0x00, 0xff, 0xda, 0x00, 0x02, 0x00, 0xff, 0xd9,
    ];

    private static byte[] Framed(int width, int height, byte[] packed)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[Head], header[Head + 1]) = (8, 2);
        return [0x89, .. "PNG\r\n\u001a\n"u8, .. Piece("IHDR", header), .. Piece("IDAT", packed), .. Piece("IEND", [])];
    }

    private static byte[] Piece(string name, byte[] content)
    {
        var piece = new byte[12 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(piece, content.Length);
        Encoding.ASCII.GetBytes(name, piece.AsSpan(4));
        content.CopyTo(piece.AsSpan(Head));
        BinaryPrimitives.WriteUInt32BigEndian(piece.AsSpan(Head + content.Length), Checksum(piece.AsSpan(4, 4 + content.Length)));
        return piece;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var one in bytes)
        {
            sum ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum >> 1) ^ (0xEDB88320 & (uint)-(int)(sum & 1));
            }
        }

        return ~sum;
    }
}
