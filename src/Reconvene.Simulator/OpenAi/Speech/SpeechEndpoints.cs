using Reconvene.Simulator.OpenAi.Control;
using Reconvene.Simulator.OpenAi.Http;

namespace Reconvene.Simulator.OpenAi.Speech;

/// <summary>Transcriptions of uploaded sound.</summary>
internal sealed class SpeechEndpoints(ModelState state, RulePlayer player)
{
    private const double Shortest = 0.1;

    public IEnumerable<ModelRoute> Routes => ModelRoute.Everywhere(ModelEndpoint.Speech, "audio/transcriptions", TranscribeAsync);

    private async Task TranscribeAsync(ModelCall call)
    {
        var form = await TranscriptionForm.ReadAsync(call, state.Options.UploadLimitBytes);
        var rule = state.Behaviours.Take(ModelEndpoint.Speech, form.Text);
        var model = call.Deployment ?? form.Field("model") ?? "";
        call.Note(request => request with
        {
            Model = model,
            Fields = form.Fields,
            FileName = form.FileName,
            AudioBytes = form.File?.Length ?? 0,
            Behaviour = rule.Behaviour,
        });
        if (await player.InterfereAsync(call, rule, model))
        {
            return;
        }

        var asked = TranscriptionReader.Read(form, call.Deployment);
        if (!state.Options.SpeechModels.Contains(asked.Model, StringComparer.Ordinal))
        {
            throw new RefusedException(call.Deployment is null ? OpenAiError.UnknownModel(asked.Model) : OpenAiError.AzureDeployment);
        }

        var sound = await DecodeAsync(asked.File, call.Cancellation);
        call.Note(request => request with { AudioDuration = sound.Duration });
        var heard = Heard(asked, rule, sound);
        call.Note(request => request with { Answer = heard.Text });
        await TranscriptWriter.WriteAsync(call, heard, asked, rule);
    }

    private Transcript Heard(TranscriptionRequest asked, ModelRule rule, Sound sound)
    {
        if (rule is { Behaviour: ModelBehaviour.Fixed, Answer: { } text })
        {
            return new Transcript([new HeardSegment(0, sound.Duration.TotalSeconds, text)], sound.Duration);
        }

        var heard = new Transcript(new Recogniser(state.Known).Hear(sound), sound.Duration);
        return rule.Behaviour == ModelBehaviour.Inventing ? FalseHearing.Of(heard, asked, rule.Invention) : heard;
    }

    private async Task<Sound> DecodeAsync(byte[] file, CancellationToken cancellation)
    {
        var sound = WavReader.Read(file) ?? await FfmpegDecoder.ReadAsync(state.Options.Ffmpeg, file, cancellation) ?? throw new RefusedException(OpenAiError.Undecodable);
        return sound.Duration.TotalSeconds < Shortest ? throw new RefusedException(OpenAiError.TooShort) : sound;
    }
}
