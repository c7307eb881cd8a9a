using Reconvene.Simulator.OpenAi.Control;
using Reconvene.Simulator.OpenAi.Http;
using Reconvene.Simulator.OpenAi.Model;

namespace Reconvene.Simulator.OpenAi.Chat;

/// <summary>Chat completions, in one piece or streamed.</summary>
internal sealed class ChatEndpoints(ModelState state, RulePlayer player)
{
    private readonly ChatWriter _writer = new(state, player);

    public IEnumerable<ModelRoute> Routes => ModelRoute.Everywhere(ModelEndpoint.Chat, "chat/completions", CompleteAsync);

    private async Task CompleteAsync(ModelCall call)
    {
        var body = await call.BodyTextAsync();
        var model = ChatReader.ModelIn(body, call.Deployment);
        var (asked, wrong) = ChatReader.Read(body, call.Deployment);

        // Letters that a client escapes in its JSON are found all the same.
        var texts = string.Join('\n', asked?.Messages.Select(message => message.Text).Prepend(body) ?? [body]);
        var rule = state.Behaviours.Take(ModelEndpoint.Chat, texts);
        call.Note(request => request with { Body = body, Model = model, Behaviour = rule.Behaviour });
        if (asked is not null)
        {
            call.Note(request => request with
            {
                Messages = asked.Messages, PromptTokens = asked.PromptTokens, IsStream = asked.IsStream,
            });
        }

        if (await player.InterfereAsync(call, rule, model))
        {
            return;
        }

        if (asked is null)
        {
            throw wrong!;
        }

        Check(asked, call);
        var answer = ScriptedModel.Answer(asked, rule).Within(asked.MaxTokens);
        call.Note(request => request with { CompletionTokens = answer.CompletionTokens, Answer = answer.Said });
        await _writer.WriteAsync(call, asked, answer, rule);
    }

    private void Check(ChatRequest asked, ModelCall call)
    {
        if (!state.Options.ChatModels.Contains(asked.Model, StringComparer.Ordinal))
        {
            throw new RefusedException(call.Deployment is null ? OpenAiError.UnknownModel(asked.Model) : OpenAiError.AzureDeployment);
        }

        var limit = state.ContextTokens;
        if (asked.PromptTokens > limit)
        {
            throw new RefusedException(OpenAiError.TooLong(limit, asked.PromptTokens));
        }

        if (asked.MaxTokens is { } completion && asked.PromptTokens + (long)completion > limit)
        {
            throw new RefusedException(OpenAiError.TooLong(limit, asked.PromptTokens, completion));
        }
    }
}
