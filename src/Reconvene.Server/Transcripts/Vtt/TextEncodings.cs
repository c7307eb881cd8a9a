using System.Buffers;
using System.Text;

namespace Reconvene.Server.Transcripts.Vtt;

/// <summary>Which encoding a text file is in, told from its first bytes: by its mark, else by what the bytes can be.</summary>
internal static class TextEncodings
{
    private static readonly Encoding Windows1251 = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    /// <summary>The encoding, and how many bytes of mark to skip.</summary>
    public static (Encoding Encoding, int Skip) Detect(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith<byte>([0xEF, 0xBB, 0xBF]))
        {
            return (Utf8, 3);
        }

        if (head.StartsWith<byte>([0xFF, 0xFE]))
        {
            return (Encoding.Unicode, 2);
        }

        if (head.StartsWith<byte>([0xFE, 0xFF]))
        {
            return (Encoding.BigEndianUnicode, 2);
        }

        return (WithoutMark(head), 0);
    }

    private static Encoding WithoutMark(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith<byte>([(byte)'W', 0, (byte)'E', 0]))
        {
            return Encoding.Unicode;
        }

        return head.StartsWith<byte>([0, (byte)'W', 0, (byte)'E'])
            ? Encoding.BigEndianUnicode
            : LooksLikeUtf8(head) ? Utf8 : Windows1251;
    }

    /// <summary>A few damaged bytes among many good sequences are damage; the other way round it is another encoding.</summary>
    private static bool LooksLikeUtf8(ReadOnlySpan<byte> head)
    {
        var (good, bad) = (0, 0);
        while (!head.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(head, out _, out var length);
            if (status is OperationStatus.NeedMoreData)
            {
                break;
            }

            good += status is OperationStatus.Done && length > 1 ? 1 : 0;
            bad += status is OperationStatus.InvalidData ? 1 : 0;
            head = head[length..];
        }

        return good >= bad;
    }
}
