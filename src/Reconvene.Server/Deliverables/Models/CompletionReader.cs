using System.Text.Json;
using Reconvene.Server.Platform;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>
/// Reads the body of an answer. Many servers speak the protocol, each a little otherwise: nothing about the shape is taken for granted,
/// and no body makes it throw.
/// </summary>
internal static class CompletionReader
{
    /// <summary>What no question and answer come to; a server that says so miscounts.</summary>
    private const long MostTokens = 100_000_000;

    public static ModelOutcome Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return Read(json.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The latter for a name that is half of a surrogate pair: good JSON, and no text.
            return new ModelOutcome.Unreadable();
        }
    }

    private static ModelOutcome Read(JsonElement root)
    {
        var choice = root.Member("choices").Elements().FirstOrDefault();
        var message = choice.Member("message");
        var tokens = TokensOf(root.Member("usage"));
        if (message.TextOf("refusal") is { Length: > 0 })
        {
            return new ModelOutcome.Refused("it refused", tokens);
        }

        if (choice.TextOf("finish_reason") is "content_filter")
        {
            return new ModelOutcome.Refused("its content filter stopped it", tokens);
        }

        return ContentOf(message.Member("content")) is { } text
            ? new ModelOutcome.Answered(text, tokens, choice.TextOf("finish_reason") is "length")
            : new ModelOutcome.Unreadable();
    }

    /// <summary>A text, or a list of parts of which some are.</summary>
    private static string? ContentOf(JsonElement content) => content.ValueKind is JsonValueKind.Array
        ? content.Elements().Select(part => part.TextOf("text")).OfType<string>().ToList() is { Count: > 0 } texts ? string.Concat(texts) : null
        : content.AsText();

    private static int? TokensOf(JsonElement usage) =>
        Number(usage.Member("total_tokens")) ?? (Number(usage.Member("prompt_tokens")) + Number(usage.Member("completion_tokens")));

    private static int? Number(JsonElement number) =>
        number.ValueKind is JsonValueKind.Number && number.TryGetInt64(out var tokens) && tokens is > 0 and <= MostTokens ? (int)tokens : null;
}
