using Microsoft.Extensions.Options;
using OpenAI.Audio;
using Reconvene.Server.Platform.Egress;
using Reconvene.Server.Platform.OpenAi;

namespace Reconvene.Server.Transcripts.Recognition;

/// <summary>Recognition by an OpenAI-compatible server (<c>POST /audio/transcriptions</c>).</summary>
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

    public string Name => _options.Model;

    public async Task<HeardOutcome> RecogniseAsync(SoundPiece piece, CancellationToken cancellation)
    {
        try
        {
            await using var sound = File.OpenRead(piece.Path);
            var wish = new AudioTranscriptionOptions
            {
                ResponseFormat = AudioTranscriptionFormat.Verbose,
                TimestampGranularities = AudioTimestampGranularities.Segment,
                Language = _options.Language,
            };
            var heard = (await _client.TranscribeAudioAsync(sound, "piece.flac", wish, cancellation)).Value;
            return new HeardOutcome.Done(HeardOf(heard, piece));
        }
        catch (Exception error) when (OpenAiFailures.IsKnown(error) && !cancellation.IsCancellationRequested)
        {
            return new HeardOutcome.Failed(OpenAiFailures.Of(error, Server, "Recognition", _time.GetUtcNow()));
        }
    }

    public void Dispose() => _connection.Dispose();

    private static Heard HeardOf(AudioTranscription heard, SoundPiece piece)
    {
        var longest = (long)(piece.End - piece.Start).TotalMilliseconds;
        var segments = heard.Segments.Select(segment => new HeardSegment(
            Within(segment.StartTime, longest), Within(segment.EndTime, longest), segment.Text.Trim())
        {
            LogProbability = segment.AverageLogProbability,
            NoSpeech = segment.NoSpeechProbability,
        }).ToList();

        // A model that tells no times has at least said it within the piece.
        return new Heard(
            heard.Language,
            segments.Count is 0 && heard.Text?.Trim() is { Length: > 0 } text ? [new HeardSegment(0, longest, text)] : segments);
    }

    private static long Within(TimeSpan moment, long longest) => Math.Clamp((long)moment.TotalMilliseconds, 0, longest);
}
