using System.ClientModel;

namespace Reconvene.Server.Transcripts.Recognition;

/// <summary>An upload of sound as a form, read from the disk as it is sent.</summary>
internal sealed class SoundForm : BinaryContent
{
    private readonly MultipartFormDataContent _form = [];

    /// <summary>Makes the form.</summary>
    /// <param name="sound">FLAC; disposed of with the form.</param>
    /// <param name="fields">What is asked for.</param>
    public SoundForm(Stream sound, IEnumerable<(string Name, string Value)> fields)
    {
#pragma warning disable CA2000 // The form disposes of its parts.
        foreach (var (name, value) in fields)
        {
            _form.Add(new StringContent(value), $"\"{name}\"");
        }

        var file = new StreamContent(sound);
        file.Headers.ContentType = new("audio/flac");
        _form.Add(file, "\"file\"", "\"piece.flac\"");
#pragma warning restore CA2000
        MediaType = _form.Headers.ContentType!.ToString();
    }

    public override bool TryComputeLength(out long length)
    {
        length = _form.Headers.ContentLength ?? 0;
        return _form.Headers.ContentLength is not null;
    }

    public override Task WriteToAsync(Stream stream, CancellationToken cancellationToken = default) =>
        _form.CopyToAsync(stream, cancellationToken);

    public override void WriteTo(Stream stream, CancellationToken cancellationToken = default) => _form.CopyTo(stream, null, cancellationToken);

    public override void Dispose() => _form.Dispose();
}
