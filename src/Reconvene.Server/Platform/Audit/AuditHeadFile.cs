using System.Globalization;
using System.Text;
using System.Text.Json;
using Reconvene.Server.Platform.Files;

namespace Reconvene.Server.Platform.Audit;

/// <summary>
/// Where the chains ended, as it was seen over time: one JSON line each, only ever added, apart from the database. Who
/// rewrites or cuts a chain in the database would have to rewrite this file too, and every copy of it.
/// </summary>
internal sealed class AuditHeadFile(string folder)
{
    public const string Name = "audit-heads.jsonl";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public string Path { get; } = System.IO.Path.Combine(folder, Name);

    /// <summary>Adds lines and waits until the disk has them.</summary>
    public async Task AppendAsync(IReadOnlyList<AuditMark> marks, CancellationToken cancellation)
    {
        await using var file = new FileStream(Path, DataFolder.OwnFile(FileMode.OpenOrCreate));
        await CutHalfLineAsync(file, cancellation);
        var lines = string.Concat(marks.Select(mark => JsonSerializer.Serialize(mark, Json) + "\n"));
        await file.WriteAsync(Encoding.UTF8.GetBytes(lines), cancellation);
        await file.FlushAsync(cancellation);
        RandomAccess.FlushToDisk(file.SafeFileHandle);
    }

    /// <summary>Every line, in order; <see cref="AuditRefusedException"/> names one that is not ours.</summary>
    public async Task<IReadOnlyList<AuditMark>> ReadAsync(CancellationToken cancellation)
    {
        if (!File.Exists(Path))
        {
            return [];
        }

        await using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        var text = await reader.ReadToEndAsync(cancellation);

        // What follows the last line break was being written when the power went.
        var whole = text[..(text.LastIndexOf('\n') + 1)];
        return [.. whole.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Read)];
    }

    private AuditMark Read(string line, int index)
    {
        try
        {
            return JsonSerializer.Deserialize<AuditMark>(line, Json) ?? throw new JsonException("It is null.");
        }
        catch (JsonException)
        {
            throw new AuditRefusedException(string.Create(
                CultureInfo.InvariantCulture,
                $"Line {index + 1} of {Path} was not written by this server: compare it with a copy of the file."));
        }
    }

    private static async Task CutHalfLineAsync(FileStream file, CancellationToken cancellation)
    {
        var last = new byte[1];
        while (file.Length > 0)
        {
            file.Position = file.Length - 1;
            await file.ReadExactlyAsync(last, cancellation);
            if (last[0] is (byte)'\n')
            {
                return;
            }

            file.SetLength(file.Length - 1);
        }
    }
}

/// <summary>Where a chain ended at a moment.</summary>
/// <param name="Tenant">Whose chain.</param>
/// <param name="Sequence">Its last entry then.</param>
/// <param name="Hash">That entry's hash, as hex.</param>
/// <param name="SeenAt">When.</param>
internal sealed record AuditMark(long Tenant, long Sequence, string Hash, DateTimeOffset SeenAt);
