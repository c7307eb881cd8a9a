using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.Options;
using OpenAI.Chat;
using Reconvene.Server.Platform.Egress;
using Reconvene.Server.Platform.OpenAi;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>Asks an OpenAI-compatible server (<c>POST /chat/completions</c>). The model has no tools, and knows one transcript.</summary>
internal sealed class ModelClient : IDisposable
{
    private const string Server = "the model's server";

    private readonly ModelOptions _options;
    private readonly TimeProvider _time;
    private readonly OpenAiConnection _connection;
    private readonly ChatClient _client;

    /// <summary>In which the server answered last: it is not asked in vain each time.</summary>
    private volatile ChatForm _form = ChatForm.Usual;

    public ModelClient(IOptions<ModelOptions> options, EgressHandlers egress, TimeProvider time)
    {
        _options = options.Value;
        _time = time;
        _connection = new OpenAiConnection(_options.Endpoint!, _options.ApiKey, _options.TimeLimit, egress);
        _client = new ChatClient(_options.Name, _connection.Key, _connection.Options);
    }

    public async Task<ModelOutcome> AskAsync(ModelQuestion question, CancellationToken cancellation)
    {
        var form = _form;
        while (true)
        {
            try
            {
                using var body = BinaryContent.Create(ChatBody.Of(_options.Name, question, form));
                var answer = await _client.CompleteChatAsync(body, new RequestOptions { CancellationToken = cancellation });
                _form = form;
                return CompletionReader.Read(answer.GetRawResponse().Content.ToMemory());
            }
            catch (ClientResultException refused) when (form.After(refused) is { } other)
            {
                form = other;
            }
            catch (Exception error) when (OpenAiFailures.IsKnown(error) && !cancellation.IsCancellationRequested)
            {
                return OutcomeOf(error);
            }
        }
    }

    public void Dispose() => _connection.Dispose();

    private ModelOutcome OutcomeOf(Exception error) => error switch
    {
        ClientResultException refused when OpenAiFailures.IsTooLong(refused) => new ModelOutcome.TooLong(),
        ClientResultException refused when OpenAiFailures.CodeOf(refused) is "content_filter" =>
            new ModelOutcome.Refused("its server's content filter stopped it", Tokens: null),
        _ => new ModelOutcome.Failed(OpenAiFailures.Of(error, Server, "Model", _time.GetUtcNow()), OpenAiFailures.MayBeCharged(error)),
    };
}
