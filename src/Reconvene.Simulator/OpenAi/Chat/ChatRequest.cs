using Reconvene.Simulator.OpenAi.Control;

namespace Reconvene.Simulator.OpenAi.Chat;

/// <summary>What a chat was asked, once it has been found right.</summary>
internal sealed record ChatRequest
{
    public required string Model { get; init; }

    public required IReadOnlyList<ModelMessage> Messages { get; init; }

    public required ChatFormat Format { get; init; }

    public bool IsStream { get; init; }

    public bool IncludeUsage { get; init; }

    /// <summary>How many tokens the answer may have; as many as there is room for when null.</summary>
    public int? MaxTokens { get; init; }

    public int PromptTokens => Tokens.Count(string.Concat(Messages.Select(message => message.Text)));
}
