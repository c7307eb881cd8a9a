using System.ClientModel;
using System.Text;
using System.Text.Json.Nodes;
using OpenAI.Audio;
using OpenAI.Chat;
using OpenAI.Models;
using Reconvene.Simulator.OpenAi.Control;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.OpenAi;

/// <summary>The package that OpenAI gives out works against the stand-in unchanged.</summary>
public class OfficialClientTests
{
    private const string Schema = """
        {"type":"object","additionalProperties":false,"required":["title","statements"],"properties":{
          "title":{"type":"string"},
          "statements":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["text","segments"],
            "properties":{"text":{"type":"string"},"segments":{"type":"array","items":{"type":"integer"}}}}}}}
        """;

    private static readonly ChatCompletionOptions WithSchema = new()
    {
        ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat("summary", BinaryData.FromString(Schema), jsonSchemaIsStrict: true),
    };

    [Fact]
    public async Task It_chats_with_a_schema()
    {
        await using var model = await Model.StartAsync();

        var answer = (await Client(model).CompleteChatAsync([new UserChatMessage(Model.Transcript)], WithSchema, model.Cancellation)).Value;

        Assert.Equal(ChatFinishReason.Stop, answer.FinishReason);
        Assert.True(answer.Usage.InputTokenCount > 0);
        Assert.NotEmpty(JsonNode.Parse(answer.Content[0].Text)!["statements"]!.AsArray());
    }

    [Fact]
    public async Task It_reads_a_stream_to_its_end()
    {
        await using var model = await Model.StartAsync();
        var text = new StringBuilder();
        ChatFinishReason? finish = null;
        var tokens = 0;

        await foreach (var update in Client(model).CompleteChatStreamingAsync([new UserChatMessage(Model.Transcript)], WithSchema, model.Cancellation))
        {
            text.Append(string.Concat(update.ContentUpdate.Select(part => part.Text)));
            finish ??= update.FinishReason;
            tokens += update.Usage?.TotalTokenCount ?? 0;
        }

        Assert.NotEmpty(JsonNode.Parse(text.ToString())!["title"]!.ToString());
        Assert.Equal(ChatFinishReason.Stop, finish);
        Assert.Equal(model.Control.TokensUsed, tokens);
    }

    [Fact]
    public async Task It_sees_a_refusal()
    {
        await using var model = await Model.StartAsync();
        model.Control.Behaviour = new ModelRule { Behaviour = ModelBehaviour.Refusing };

        var answer = (await Client(model).CompleteChatAsync([new UserChatMessage(Model.Transcript)], WithSchema, model.Cancellation)).Value;

        Assert.NotEmpty(answer.Refusal);
    }

    [Theory]
    [InlineData(ModelBehaviour.RateLimited, 429)]
    [InlineData(ModelBehaviour.QuotaExceeded, 429)]
    [InlineData(ModelBehaviour.ServerError, 500)]
    [InlineData(ModelBehaviour.Unavailable, 503)]
    public async Task It_throws_an_error_with_the_status(ModelBehaviour behaviour, int status)
    {
        await using var model = await Model.StartAsync();
        model.Control.Behaviour = new ModelRule { Behaviour = behaviour };

        var error = await Assert.ThrowsAsync<ClientResultException>(
            () => Client(model).CompleteChatAsync([new UserChatMessage("Hi")], new ChatCompletionOptions(), model.Cancellation));

        Assert.Equal(status, error.Status);
    }

    [Fact]
    public async Task It_tries_again_after_the_time_that_a_rate_limit_names()
    {
        await using var model = await Model.StartAsync();
        model.Control.AddRule(new ModelRule { Behaviour = ModelBehaviour.RateLimited, Times = 1, RetryAfter = TimeSpan.FromMilliseconds(30) });
        var client = new ChatClient("gpt-4o-mini", model.Key, new OpenAI.OpenAIClientOptions { Endpoint = model.Official.Endpoint });

        var answer = await client.CompleteChatAsync([new UserChatMessage(Model.Transcript)], new ChatCompletionOptions(), model.Cancellation);

        Assert.NotEmpty(answer.Value.Content);
        Assert.Equal([429, 200], model.Control.Requests.Select(request => request.Status));
    }

    [Fact]
    public async Task It_hears_with_times_of_segments_and_words()
    {
        await using var model = await Model.StartAsync();
        using var file = new MemoryStream(Wav.Of(16_000, (1, 0), (2, 440), (1, 0), (0.5, 660), (0.5, 0)));

        var heard = (await new AudioClient("whisper-1", model.Key, model.Official).TranscribeAudioAsync(
            file,
            "piece.wav",
            new AudioTranscriptionOptions
            {
                ResponseFormat = AudioTranscriptionFormat.Verbose,
                TimestampGranularities = AudioTimestampGranularities.Segment | AudioTimestampGranularities.Word,
                Language = "en",
            },
            model.Cancellation)).Value;

        Assert.Equal("Tone of 440 Hz. Tone of 660 Hz.", heard.Text);
        Assert.Equal(2, heard.Segments.Count);
        Assert.InRange(heard.Segments[1].StartTime.TotalSeconds, 3.99, 4.01);
        Assert.Equal(8, heard.Words.Count);
        Assert.Equal(TimeSpan.FromSeconds(5), heard.Duration);
    }

    [Fact]
    public async Task It_lists_the_models()
    {
        await using var model = await Model.StartAsync();

        var models = await new OpenAIModelClient(model.Key, model.Official).GetModelsAsync(model.Cancellation);

        Assert.Contains(models.Value, found => found.Id == "whisper-1");
    }

    private static ChatClient Client(Model model) => new("gpt-4o-mini", model.Key, model.Official);
}
