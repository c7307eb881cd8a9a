using System.IO.Compression;
using System.Text;

namespace Reconvene.Server.Tests.Deliverables.Rendering;

/// <summary>A PDF with its streams unpacked, as bytes in Latin-1: what is embedded or linked can be found in it.</summary>
internal static class PdfText
{
    public static string Of(byte[] pdf)
    {
        var text = new StringBuilder(Encoding.Latin1.GetString(pdf));
        var rest = pdf.AsSpan();
        while (rest.IndexOf("stream\n"u8) is var at and >= 0)
        {
            rest = rest[(at + 7)..];
            var end = rest.IndexOf("endstream"u8);
            if (end < 0)
            {
                break;
            }

            text.Append('\n').Append(Unpacked(rest[..end].ToArray()));
            rest = rest[end..];
        }

        return text.ToString();
    }

    private static string Unpacked(byte[] bytes)
    {
        try
        {
            using var zip = new ZLibStream(new MemoryStream(bytes), CompressionMode.Decompress);
            using var plain = new MemoryStream();
            zip.CopyTo(plain);
            return Encoding.Latin1.GetString(plain.ToArray());
        }
        catch (InvalidDataException)
        {
            return "";
        }
    }
}
