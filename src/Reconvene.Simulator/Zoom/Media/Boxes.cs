using System.Buffers.Binary;
using System.Text;

namespace Reconvene.Simulator.Zoom.Media;

/// <summary>The boxes of ISO base media files (ISO/IEC 14496-12), big-endian.</summary>
internal static class Boxes
{
    public static byte[] Box(string type, params byte[][] parts)
    {
        var body = Join(parts);
        return Join(U32((uint)(body.Length + 8)), Encoding.ASCII.GetBytes(type), body);
    }

    public static byte[] FullBox(string type, uint flags, params byte[][] parts) =>
        Box(type, [U32(flags), .. parts]);

    public static byte[] U32(params uint[] values)
    {
        var bytes = new byte[values.Length * 4];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(i * 4), values[i]);
        }

        return bytes;
    }

    public static byte[] U16(params ushort[] values)
    {
        var bytes = new byte[values.Length * 2];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(i * 2), values[i]);
        }

        return bytes;
    }

    public static byte[] Join(params byte[][] parts)
    {
        var whole = new byte[parts.Sum(part => part.Length)];
        var at = 0;
        foreach (var part in parts)
        {
            part.CopyTo(whole, at);
            at += part.Length;
        }

        return whole;
    }
}
