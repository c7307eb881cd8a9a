using System.ClientModel.Primitives;
using Microsoft.Extensions.Options;
using OpenAI.Audio;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Egress;
using Reconvene.Server.Platform.OpenAi;

namespace Reconvene.Server.Transcripts.Recognition;

/// <summary>
/// Recognition by an OpenAI-compatible server (<c>POST /audio/transcriptions</c>). Its answer is read by ourselves: others than
/// OpenAI's leave members out that its client insists on.
/// </summary>
internal sealed class HttpRecogniser : IRecogniser, IDisposable
{
    private const string Server = "the server that recognises speech";

    private readonly RecognitionOptions _options;
    private readonly TimeProvider _time;
    private readonly OpenAiConnection _connection;
    private readonly AudioClient _client;

    public HttpRecogniser(IOptions<RecognitionOptions> options, EgressHandlers egress, TimeProvider time)
    {
        _options = options.Value;
        _time = time;
        _connection = new OpenAiConnection(_options.Endpoint!, _options.ApiKey, _options.PieceTimeLimit, egress);
        _client = new AudioClient(_options.Model, _connection.Key, _connection.Options);
    }

    public string Name => _options.Language is null ? _options.Model : $"{_options.Model} {_options.Language}";

    public async Task<HeardOutcome> RecogniseAsync(SoundPiece piece, CancellationToken cancellation)
    {
        try
        {
            using var form = new SoundForm(File.OpenRead(piece.Path), Fields());
            var answer = await _client.TranscribeAudioAsync(form, form.MediaType, new RequestOptions { CancellationToken = cancellation });
            return HeardReader.Read(answer.GetRawResponse().Content.ToArray(), piece.End - piece.Start) is { } heard
                ? new HeardOutcome.Done(heard)
                : new HeardOutcome.Failed(new Failure(
                    FailureKind.Misconfigured, "The server that recognises speech answered what cannot be read: see whether Recognition:Endpoint and Recognition:Model are right."));
        }
        catch (Exception error) when (OpenAiFailures.IsKnown(error) && !cancellation.IsCancellationRequested)
        {
            return new HeardOutcome.Failed(OpenAiFailures.Of(error, Server, "Recognition", _time.GetUtcNow()));
        }
    }

    public void Dispose() => _connection.Dispose();

    private IEnumerable<(string Name, string Value)> Fields()
    {
        yield return ("model", _options.Model);
        yield return ("response_format", "verbose_json");
        yield return ("timestamp_granularities[]", "segment");
        if (_options.Language is { } language)
        {
            yield return ("language", language);
        }
    }
}
