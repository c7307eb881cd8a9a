using System.Text;
using System.Text.Json.Nodes;
using Reconvene.Simulator.OpenAi.Control;
using Reconvene.Simulator.OpenAi.Http;
using Reconvene.Simulator.Wire;

namespace Reconvene.Simulator.OpenAi.Chat;

/// <summary>An answer on the wire: one JSON object, or server-sent events.</summary>
internal sealed class ChatWriter(ModelState state, RulePlayer player)
{
    private const string Json = "application/json";
    private const int PieceLength = 32;
    private const int MostPieces = 2000;

    // More than is ever sent: a connection that ends before what it promised is seen to be cut.
    private const long NeverReached = 1L << 40;

    public Task WriteAsync(ModelCall call, ChatRequest asked, ChatAnswer answer, ModelRule rule)
    {
        var id = state.NewId("chatcmpl-", 29);
        return asked.IsStream
            ? StreamAsync(call, asked, answer, rule, id)
            : WholeAsync(call, asked, answer, rule, id);
    }

    private async Task WholeAsync(ModelCall call, ChatRequest asked, ChatAnswer answer, ModelRule rule, string id)
    {
        var body = Head(asked, "chat.completion", id);
        body["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["message"] = new JsonObject
            {
                ["role"] = "assistant",
                ["content"] = answer.Content,
                ["refusal"] = answer.Refusal,
                ["annotations"] = new JsonArray(),
            },
            ["logprobs"] = null,
            ["finish_reason"] = answer.FinishReason,
        });
        body["usage"] = Usage(asked, answer);
        var text = CompactJson.Write(body);
        await (rule.Behaviour == ModelBehaviour.Cut ? call.HalfAsync(Json, text) : call.TextAsync(200, Json, text));
    }

    private async Task StreamAsync(ModelCall call, ChatRequest asked, ChatAnswer answer, ModelRule rule, string id)
    {
        var response = call.Context.Response;
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-cache";
        var isCut = rule.Behaviour == ModelBehaviour.Cut;
        if (isCut)
        {
            response.ContentLength = NeverReached;
        }

        foreach (var (index, chunk) in Chunks(asked, answer, id).Index())
        {
            if (isCut && index == rule.CutAfterChunks)
            {
                return;
            }

            if (index > 0)
            {
                await player.WaitAsync(rule.ChunkDelay, call.Cancellation);
            }

            await SendAsync(call, CompactJson.Write(chunk));
        }

        if (!isCut)
        {
            await SendAsync(call, "[DONE]");
        }
    }

    private IEnumerable<JsonObject> Chunks(ChatRequest asked, ChatAnswer answer, string id)
    {
        var field = answer.Content is null ? "refusal" : "content";
        yield return Chunk(asked, id, new JsonObject { ["role"] = "assistant", ["content"] = answer.Content is null ? null : "", ["refusal"] = null });
        foreach (var piece in Pieces(answer.Said))
        {
            yield return Chunk(asked, id, new JsonObject { [field] = piece });
        }

        yield return Chunk(asked, id, [], answer.FinishReason);
        if (asked.IncludeUsage)
        {
            var last = Head(asked, "chat.completion.chunk", id);
            last["choices"] = new JsonArray();
            last["usage"] = Usage(asked, answer);
            yield return last;
        }
    }

    private JsonObject Chunk(ChatRequest asked, string id, JsonObject delta, string? finish = null)
    {
        var chunk = Head(asked, "chat.completion.chunk", id);
        chunk["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["delta"] = delta,
            ["logprobs"] = null,
            ["finish_reason"] = finish,
        });
        if (asked.IncludeUsage)
        {
            chunk["usage"] = null;
        }

        return chunk;
    }

    private JsonObject Head(ChatRequest asked, string kind, string id) => new()
    {
        ["id"] = id,
        ["object"] = kind,
        ["created"] = state.Now,
        ["model"] = asked.Model,
        ["service_tier"] = "default",
        ["system_fingerprint"] = "fp_simulated",
    };

    private static JsonObject Usage(ChatRequest asked, ChatAnswer answer) => new()
    {
        ["prompt_tokens"] = asked.PromptTokens,
        ["completion_tokens"] = answer.CompletionTokens,
        ["total_tokens"] = asked.PromptTokens + answer.CompletionTokens,
        ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = 0, ["audio_tokens"] = 0 },
        ["completion_tokens_details"] = new JsonObject
        {
            ["reasoning_tokens"] = 0,
            ["audio_tokens"] = 0,
            ["accepted_prediction_tokens"] = 0,
            ["rejected_prediction_tokens"] = 0,
        },
    };

    /// <summary>Never half of a character that needs two.</summary>
    private static IEnumerable<string> Pieces(string text)
    {
        var length = Math.Max(PieceLength, text.Length / MostPieces);
        for (var at = 0; at < text.Length;)
        {
            var end = Math.Min(text.Length, at + length);
            if (end < text.Length && char.IsLowSurrogate(text[end]))
            {
                end++;
            }

            yield return text[at..end];
            at = end;
        }
    }

    private static async Task SendAsync(ModelCall call, string data)
    {
        var body = call.Context.Response.Body;
        await body.WriteAsync(Encoding.UTF8.GetBytes($"data: {data}\n\n"), call.Cancellation);
        await body.FlushAsync(call.Cancellation);
    }
}
