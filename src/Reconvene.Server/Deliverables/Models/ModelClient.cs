using Microsoft.Extensions.Options;
using OpenAI.Chat;
using Reconvene.Server.Platform.Egress;
using Reconvene.Server.Platform.OpenAi;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>Asks an OpenAI-compatible server (<c>POST /chat/completions</c>). The model has no tools, and knows one transcript.</summary>
internal sealed class ModelClient : IDisposable
{
    private const string Server = "the model's server";
    private const int BadRequest = 400;

    private readonly ModelOptions _options;
    private readonly TimeProvider _time;
    private readonly OpenAiConnection _connection;
    private readonly ChatClient _client;

    public ModelClient(IOptions<ModelOptions> options, EgressHandlers egress, TimeProvider time)
    {
        _options = options.Value;
        _time = time;
        _connection = new OpenAiConnection(_options.Endpoint!, _options.ApiKey, _options.TimeLimit, egress);
        _client = new ChatClient(_options.Name, _connection.Key, _connection.Options);
    }

    public async Task<ModelOutcome> AskAsync(ModelQuestion question, CancellationToken cancellation)
    {
        try
        {
            return await AskAsync(question, isBound: true, cancellation);
        }
        catch (System.ClientModel.ClientResultException refused) when (refused.Status is BadRequest && OpenAiFailures.CodeOf(refused) is not "context_length_exceeded")
        {
            // Some servers know no schemas: then the rules tell the form.
            return await TryAsync(() => AskAsync(question, isBound: false, cancellation), cancellation);
        }
        catch (Exception error) when (OpenAiFailures.IsKnown(error) && !cancellation.IsCancellationRequested)
        {
            return Failed(error);
        }
    }

    public void Dispose() => _connection.Dispose();

    private async Task<ModelOutcome> TryAsync(Func<Task<ModelOutcome>> ask, CancellationToken cancellation)
    {
        try
        {
            return await ask();
        }
        catch (Exception error) when (OpenAiFailures.IsKnown(error) && !cancellation.IsCancellationRequested)
        {
            return Failed(error);
        }
    }

    private async Task<ModelOutcome> AskAsync(ModelQuestion question, bool isBound, CancellationToken cancellation)
    {
        var options = new ChatCompletionOptions
        {
            MaxOutputTokenCount = question.MostAnswerTokens,
            ResponseFormat = isBound
                ? ChatResponseFormat.CreateJsonSchemaFormat(DraftSchema.Name, BinaryData.FromString(question.Schema), jsonSchemaIsStrict: true)
                : ChatResponseFormat.CreateJsonObjectFormat(),
        };
        var rules = isBound ? question.Rules : $"{question.Rules}Schema: {question.Schema}";
        List<ChatMessage> messages = [new SystemChatMessage(rules), new UserChatMessage(question.Material)];
        if (question.Repair is { } repair)
        {
            messages.Add(new UserChatMessage(repair));
        }

        var answer = (await _client.CompleteChatAsync(messages, options, cancellation)).Value;
        var used = answer.Usage is { } usage
            ? usage.TotalTokenCount
            : ModelTokens.Of(rules) + ModelTokens.Of(question.Material) + answer.Content.Sum(part => ModelTokens.Of(part.Text ?? ""));
        var refusal = answer.Refusal ?? (answer.FinishReason is ChatFinishReason.ContentFilter ? "filtered" : null);
        return new ModelOutcome.Answered(
            string.Concat(answer.Content.Select(part => part.Text)),
            used,
            refusal is not null,
            answer.FinishReason is ChatFinishReason.Length);
    }

    private ModelOutcome.Failed Failed(Exception error) => new(OpenAiFailures.Of(error, Server, "Model", _time.GetUtcNow()));
}
