using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Reconvene.Simulator.OpenAi.Http;

namespace Reconvene.Simulator.OpenAi.Speech;

/// <summary>The form of an upload, held in memory: a file may be no longer than the limit.</summary>
internal sealed class TranscriptionForm(IFormCollection form, byte[]? file)
{
    private static readonly FormOptions Options = new()
    {
        MemoryBufferThreshold = int.MaxValue, MultipartBodyLengthLimit = long.MaxValue, ValueLengthLimit = int.MaxValue,
    };

    public byte[]? File { get; } = file;

    public string? FileName => form.Files.GetFile("file")?.FileName;

    public IReadOnlyDictionary<string, string> Fields =>
        form.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);

    /// <summary>All fields as text: what a rule looks for a word in.</summary>
    public string Text => string.Join('\n', Fields.Select(pair => $"{pair.Key}={pair.Value}").Append(FileName ?? ""));

    public string? Field(string name) => form.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;

    public IReadOnlyList<string> Values(string name) => form.TryGetValue(name, out var values) ? [.. values.OfType<string>()] : [];

    /// <summary>Reads a body to its end; one that is longer than the limit is counted and not kept.</summary>
    public static async Task<TranscriptionForm> ReadAsync(ModelCall call, long limit)
    {
        var request = call.Context.Request;
        if (!request.HasFormContentType)
        {
            throw new RefusedException(new OpenAiError(
                415, $"Unsupported Media Type: expected multipart/form-data, got '{request.ContentType}'.", "invalid_request_error"));
        }

        using var body = await KeepAsync(request.Body, limit, call.Cancellation);
        request.Body = body;
        try
        {
            var feature = new FormFeature(request, Options);
            var form = await feature.ReadFormAsync(call.Cancellation);
            return new TranscriptionForm(form, await FileInAsync(form, call.Cancellation));
        }
        catch (Exception broken) when (broken is InvalidDataException or BadHttpRequestException or IOException)
        {
            throw new RefusedException(new OpenAiError(400, "Could not parse multipart form", "invalid_request_error"));
        }
    }

    private static async Task<byte[]?> FileInAsync(IFormCollection form, CancellationToken cancellation)
    {
        if (form.Files.GetFile("file") is not { } file)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancellation);
        return bytes.ToArray();
    }

    private static async Task<MemoryStream> KeepAsync(Stream from, long limit, CancellationToken cancellation)
    {
        var kept = new MemoryStream();
        var buffer = new byte[64 * 1024];
        long read = 0;
        int count;
        while ((count = await from.ReadAsync(buffer, cancellation)) > 0)
        {
            read += count;
            if (read <= limit)
            {
                await kept.WriteAsync(buffer.AsMemory(0, count), cancellation);
            }
        }

        if (read > limit)
        {
            await kept.DisposeAsync();
            throw new RefusedException(OpenAiError.TooLarge(limit, read));
        }

        kept.Position = 0;
        return kept;
    }
}
