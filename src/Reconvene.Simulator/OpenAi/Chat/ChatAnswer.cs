namespace Reconvene.Simulator.OpenAi.Chat;

/// <summary>What the model says: a content or a refusal.</summary>
internal sealed record ChatAnswer(string? Content, string? Refusal = null)
{
    /// <summary>It was cut off by the number of tokens that it may have.</summary>
    public bool IsCut { get; private init; }

    public string Said => Content ?? Refusal ?? "";

    public string FinishReason => IsCut ? "length" : "stop";

    public int CompletionTokens => Tokens.Count(Said);

    public ChatAnswer Within(int? maxTokens)
    {
        if (maxTokens is not { } limit || CompletionTokens <= limit)
        {
            return this;
        }

        return Content is null
            ? this with { Refusal = Tokens.Cut(Said, limit), IsCut = true }
            : this with { Content = Tokens.Cut(Said, limit), IsCut = true };
    }
}
