using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>The language model that writes deliverables. Without one, the built-in summariser does. Section <c>Model</c>.</summary>
internal sealed class ModelOptions
{
    /// <summary>Base of an OpenAI-compatible server, such as <c>https://api.openai.com/v1</c>. None by default.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>Its key. None by default.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The model asked for. <c>gpt-4o-mini</c> by default.</summary>
    [Required, StringLength(100, MinimumLength = 1)]
    public string Name { get; set; } = "gpt-4o-mini";

    /// <summary>Tokens that question and answer may have together. 32,000 by default; a longer transcript is read in parts.</summary>
    [Range(4_000, 4_000_000)]
    public int ContextTokens { get; set; } = 32_000;

    /// <summary>Tokens that an answer may have. 3,000 by default.</summary>
    [Range(500, 100_000)]
    public int AnswerTokens { get; set; } = 3_000;

    /// <summary>How long one answer may take. Five minutes by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Tokens that a tenant may use in a day (UTC), questions and answers together. Five millions by default; 0 sets no limit.
    /// What would go beyond waits until the next day; a meeting that alone goes beyond a whole day is left to the built-in summariser.
    /// </summary>
    [Range(0, long.MaxValue)]
    public long TokensPerTenantAndDay { get; set; } = 5_000_000;

    /// <summary>
    /// Whether the built-in summariser takes over when the model was in trouble, or asked to wait, for so many tries without progress.
    /// Six by default; 0 waits for the model for as long as jobs are tried.
    /// </summary>
    [Range(0, 100)]
    public int FallBackAfter { get; set; } = 6;

    public bool IsOn => Endpoint is not null;
}

[OptionsValidator]
internal sealed partial class ModelOptionsValidator : IValidateOptions<ModelOptions>;

/// <summary>What no attribute can say.</summary>
internal sealed class ModelOptionsRules : IValidateOptions<ModelOptions>
{
    public ValidateOptionsResult Validate(string? name, ModelOptions options) =>
        options.Endpoint is { } endpoint && !(endpoint is { IsAbsoluteUri: true, Scheme: "http" or "https" } && endpoint.UserInfo.Length is 0)
            ? ValidateOptionsResult.Fail("Model:Endpoint must be an address such as https://api.openai.com/v1, without user and password.")
            : options.AnswerTokens * 2 > options.ContextTokens
                ? ValidateOptionsResult.Fail("Model:AnswerTokens must be at most half of Model:ContextTokens.")
                : ValidateOptionsResult.Success;
}
