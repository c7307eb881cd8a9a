using System.Buffers.Binary;
using System.Text;

namespace Reconvene.Simulator;

/// <summary>The same numbers for the same seed, on every machine and version: the world must be had again.</summary>
internal sealed class SeededRandom(ulong seed)
{
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private ulong _state = seed;

    public static SeededRandom For(int seed, string purpose)
    {
        var hash = 14695981039346656037UL;
        foreach (var part in Encoding.UTF8.GetBytes(purpose))
        {
            hash = unchecked((hash ^ part) * 1099511628211UL);
        }

        return new SeededRandom(Mix(hash ^ (ulong)seed));
    }

    public static ulong Mix(ulong value)
    {
        unchecked
        {
            value += 0x9E3779B97F4A7C15UL;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
            return value ^ (value >> 31);
        }
    }

    public ulong Next() => Mix(unchecked(_state += 0x9E3779B97F4A7C15UL));

    public int Below(int limit) => (int)(Next() % (ulong)limit);

    public long Between(long low, long high) => low + (long)(Next() % (ulong)(high - low + 1));

    public string Text(int length) => string.Create(length, this, static (span, random) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = Base62[random.Below(Base62.Length)];
        }
    });

    public byte[] Bytes(int count)
    {
        var bytes = new byte[(count + 7) / 8 * 8];
        for (var i = 0; i < bytes.Length; i += 8)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i), Next());
        }

        return bytes[..count];
    }

    /// <summary>A file id as Zoom writes it.</summary>
    public string Guid()
    {
        var bytes = Bytes(16);
        bytes[7] = (byte)((bytes[7] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes).ToString("D");
    }

    /// <summary>A meeting UUID without a slash; those with one are written by hand in the world.</summary>
    public string Uuid() => Convert.ToBase64String(Bytes(16)).Replace('/', 'x');

    /// <summary>A user id: 22 characters, URL-safe.</summary>
    public string UserId() => Convert.ToBase64String(Bytes(16)).Replace('/', '_').Replace('+', '-').TrimEnd('=');
}
