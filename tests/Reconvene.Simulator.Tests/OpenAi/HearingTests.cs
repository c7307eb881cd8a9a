using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Reconvene.Simulator.OpenAi.Control;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.OpenAi;

public class HearingTests
{
    private static readonly byte[] Tones = Wav.Of(16_000, (1.5, 0), (2.25, 440), (0.75, 0), (1, 523), (2, 0));

    [Theory]
    [InlineData(8_000, 1)]
    [InlineData(16_000, 1)]
    [InlineData(44_100, 2)]
    public async Task A_tone_that_nobody_knows_is_told_with_its_true_times(int rate, int channels)
    {
        await using var model = await Model.StartAsync();

        var heard = await model.HeardAsync(Wav.Of(rate, channels, (1.5, 0), (2.25, 440), (0.75, 0), (1, 523), (2, 0)));

        Assert.Equal("Tone of 440 Hz. Tone of 523 Hz.", heard["text"]!.ToString());
        Assert.Equal(["english", "transcribe"], ((string[])["language", "task"]).Select(name => heard[name]!.ToString()), StringComparer.Ordinal);
        Assert.Equal(7.5, (double)heard["duration"]!, 2);
        double[] times = [.. heard["segments"]!.AsArray().SelectMany(segment => (double[])[(double)segment!["start"]!, (double)segment["end"]!])];
        Assert.All(times.Zip([1.5, 3.75, 4.5, 5.5]), pair => Assert.InRange(pair.First, pair.Second - 0.01, pair.Second + 0.01));
        Assert.Equal(
            ["id", "seek", "start", "end", "text", "tokens", "temperature", "avg_logprob", "compression_ratio", "no_speech_prob"],
            heard["segments"]![0]!.AsObject().Select(field => field.Key),
            StringComparer.Ordinal);
    }

    [Fact]
    public async Task Silence_has_neither_segments_nor_text()
    {
        await using var model = await Model.StartAsync();

        var heard = await model.HeardAsync(Wav.Of(16_000, (3, 0)));

        Assert.Equal("", heard["text"]!.ToString());
        Assert.Empty(heard["segments"]!.AsArray());
        Assert.Equal(TimeSpan.FromSeconds(3), model.Control.Requests[0].AudioDuration);
    }

    [Theory]
    [InlineData("json", "{\"text\":\"Tone of 440 Hz. Tone of 523 Hz.\"")]
    [InlineData("text", "Tone of 440 Hz. Tone of 523 Hz.\n")]
    [InlineData("srt", "1\n00:00:01,50")]
    [InlineData("vtt", "WEBVTT\n\n00:00:01.50")]
    public async Task A_transcript_comes_in_the_form_that_is_asked_for(string format, string beginning)
    {
        await using var model = await Model.StartAsync();

        using var answer = await model.UploadAsync(Tones, fields: ("response_format", format));

        Assert.StartsWith(beginning, await answer.Content.ReadAsStringAsync(model.Cancellation), StringComparison.Ordinal);
        Assert.Equal(format, model.Control.Requests[0].Fields["response_format"]);
        Assert.Equal((Tones.Length, "piece.wav"), ((int)model.Control.Requests[0].AudioBytes, model.Control.Requests[0].FileName));
    }

    [Fact]
    public async Task Words_come_when_they_are_asked_for()
    {
        await using var model = await Model.StartAsync();

        var words = await model.HeardAsync(Tones, fields: [("response_format", "verbose_json"), ("timestamp_granularities[]", "word")]);

        Assert.Equal("Tone of 440 Hz Tone of 523 Hz", string.Join(' ', words["words"]!.AsArray().Select(word => word!["word"]!.ToString())));
        Assert.Null(words["segments"]);
    }

    [Theory]
    [InlineData("piece.txt", "", 400, "Invalid file format")]
    [InlineData("piece.wav", "response_format=xml", 400, "Supported values")]
    [InlineData("piece.wav", "language=English", 400, "ISO-639-1")]
    [InlineData("piece.wav", "timestamp_granularities[]=word", 400, "verbose_json")]
    [InlineData("piece.wav", "temperature=7", 400, "temperature")]
    public async Task A_wrong_form_is_refused(string name, string field, int status, string reason)
    {
        ArgumentNullException.ThrowIfNull(field);
        await using var model = await Model.StartAsync();
        var parts = field.Split('=');

        using var answer = await model.UploadAsync(Tones, name, parts.Length == 2 ? (parts[0], parts[1]) : ("prompt", "x"));

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(reason, await answer.Content.ReadAsStringAsync(model.Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_sound_or_hardly_any_is_refused()
    {
        await using var model = await Model.StartAsync();

        using var noise = await model.UploadAsync(Encoding.ASCII.GetBytes("This is not a sound at all."));
        using var brief = await model.UploadAsync(Wav.Of(16_000, (0.05, 440)));

        Assert.Equal((400, 400), ((int)noise.StatusCode, (int)brief.StatusCode));
        Assert.Contains("audio_too_short", await brief.Content.ReadAsStringAsync(model.Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_ffmpeg_other_containers_are_refused_with_the_reason()
    {
        await using var model = await Model.StartAsync(new OpenAiSimulatorOptions { Ffmpeg = "no-such-program" });

        using var other = await model.UploadAsync("ID3"u8.ToArray(), "piece.mp3");
        using var wav = await model.UploadAsync(Tones);

        Assert.Equal((400, 200), ((int)other.StatusCode, (int)wav.StatusCode));
        Assert.Contains("install ffmpeg", await other.Content.ReadAsStringAsync(model.Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_knows_and_how_much_it_takes_can_be_told_over_HTTP()
    {
        await using var model = await Model.StartAsync();

        using var heard = await model.PostAsync(
            JsonNode.Parse("""[{"name":"Known","lines":[{"starts_at":"00:00:01.500","ends_at":"00:00:03.750","voice_hz":440,"text":"Hello."}]}]""")!, "/_control/heard");
        using var context = await model.PostAsync(JsonNode.Parse("""{"tokens":5}""")!, "/_control/context");
        using var chat = await model.PostAsync(Model.Chat(Model.Transcript));

        Assert.True(heard.IsSuccessStatusCode && context.IsSuccessStatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, chat.StatusCode);
        Assert.Equal("Hello. Tone of 523 Hz.", (await model.HeardAsync(Tones))["text"]!.ToString());
    }

    [Fact]
    public async Task An_upload_may_be_as_long_as_the_limit_and_not_longer()
    {
        await using var model = await Model.StartAsync();
        var tooLong = Wav.Of(16_000, (1, 440), (1, 0)).Concat(new byte[26_214_400]).ToArray();

        using var answer = await model.UploadAsync(tooLong);
        using var fitting = await model.UploadAsync(tooLong[..26_213_000]);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        var error = JsonNode.Parse(await answer.Content.ReadAsStringAsync(model.Cancellation))!["error"]!;
        Assert.StartsWith("Maximum content size limit (26214400) exceeded (", error["message"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, fitting.StatusCode);
    }

    [Theory]
    [InlineData(InventionForm.Repeats, 54)]
    [InlineData(InventionForm.Syllables, 1)]
    [InlineData(InventionForm.OtherLanguage, 2)]
    public async Task It_can_hear_what_was_not_said(InventionForm form, int segments)
    {
        await using var model = await Model.StartAsync();
        model.Control.Behaviour = new ModelRule { Behaviour = ModelBehaviour.Inventing, Invention = form };

        var heard = await model.HeardAsync(Tones, fields: [("response_format", "verbose_json"), ("language", "en")]);

        Assert.Equal(segments, heard["segments"]!.AsArray().Count);
        Assert.DoesNotContain("Tone", heard["text"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(form == InventionForm.OtherLanguage ? "russian" : "english", heard["language"]!.ToString());
        Assert.Equal(form == InventionForm.Repeats, heard["segments"]!.AsArray().Select(segment => segment!["text"]!.ToString()).Distinct(StringComparer.Ordinal).Count() * 54 == segments);
    }

    [Theory]
    [InlineData(ModelBehaviour.RateLimited, 429)]
    [InlineData(ModelBehaviour.ServerError, 500)]
    [InlineData(ModelBehaviour.Refusing, 400)]
    [InlineData(ModelBehaviour.Garbage, 200)]
    [InlineData(ModelBehaviour.Fixed, 200)]
    [InlineData(ModelBehaviour.Obedient, 200)]
    public async Task The_behaviours_are_those_of_a_chat(ModelBehaviour behaviour, int status)
    {
        await using var model = await Model.StartAsync();
        model.Control.Behaviour = new ModelRule { Behaviour = behaviour, Endpoint = ModelEndpoint.Speech, Answer = "Given." };

        using var answer = await model.UploadAsync(Tones);
        using var chat = await model.PostAsync(Model.Chat("Hi"));
        var text = await answer.Content.ReadAsStringAsync(model.Cancellation);

        Assert.Equal((status, 200), ((int)answer.StatusCode, (int)chat.StatusCode));
        Assert.Equal(behaviour == ModelBehaviour.Fixed, text.Contains("Given.", StringComparison.Ordinal));
        Assert.Equal(behaviour == ModelBehaviour.Obedient, text.Contains("Tone of 440 Hz.", StringComparison.Ordinal));
    }
}
