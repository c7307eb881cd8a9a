using System.Buffers.Binary;
using System.Text;

namespace Reconvene.Server.Tests.Platform.Programs;

/// <summary>Films made or changed by hand.</summary>
internal static class FilmBytes
{
    public static void Set(byte[] bytes, string atom, int offset, uint value)
    {
        var at = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(atom));
        Assert.True(at > 0, $"There is no {atom}.");
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(at + offset), value);
    }

    public static byte[] Atom(string name, ReadOnlySpan<byte> content)
    {
        var atom = new byte[8 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(atom, atom.Length);
        Encoding.ASCII.GetBytes(name, atom.AsSpan(4));
        content.CopyTo(atom.AsSpan(8));
        return atom;
    }

    /// <summary>Atom in atom, each but the last with nothing else in it.</summary>
    public static byte[] Nest(string name, int depth)
    {
        var nest = new byte[8 * depth];
        for (var i = 0; i < depth; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(nest.AsSpan(8 * i), nest.Length - (8 * i));
            Encoding.ASCII.GetBytes(i is 0 ? name : "trak", nest.AsSpan((8 * i) + 4));
        }

        return nest;
    }

    /// <summary>The film's reference to its own data becomes one to a file elsewhere, as an alias record names it.</summary>
    public static byte[] WithDataElsewhere(byte[] film, string path)
    {
        var name = Encoding.UTF8.GetBytes(path);
        byte[] padded = [.. name, .. new byte[name.Length % 2]];

        // Volume, file, levels up and down, and the record's head; then the absolute path, and the end.
        byte[] alias = [.. new byte[4], .. new byte[10], .. new byte[28], .. new byte[12], .. new byte[64], .. new byte[16], 0, 1, 0, 1, .. new byte[16],
            0, 2, (byte)(name.Length >> 8), (byte)name.Length, .. padded, 0xFF, 0xFF, 0, 0];
        var entry = Atom("alis", alias);
        var moov = film.AsSpan().LastIndexOf("moov"u8);
        foreach (var around in new[] { "moov", "trak", "mdia", "minf", "dinf", "dref" })
        {
            var at = moov + film.AsSpan(moov).IndexOf(Encoding.ASCII.GetBytes(around)) - 4;
            BinaryPrimitives.WriteInt32BigEndian(film.AsSpan(at), BinaryPrimitives.ReadInt32BigEndian(film.AsSpan(at)) + entry.Length - 12);
        }

        var url = moov + film.AsSpan(moov).IndexOf("url "u8) - 4;
        return [.. film[..url], .. entry, .. film[(url + 12)..]];
    }
}
