using Microsoft.Extensions.Options;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>
/// Has a model write the minutes: at once where the transcript fits its context, else part by part and then of the parts. An answer
/// that is none is asked for once more. What comes is a draft: nobody has looked yet whether it is true.
/// </summary>
internal sealed class ModelSummariser(ModelClient client, TokenBudget budget, IOptions<ModelOptions> options)
{
    /// <summary>What a part may be boiled down to, as a share of it: all calls together must not cost much more than the transcript.</summary>
    private const double PartShare = 0.06;
    private const int ShortestAnswer = 900;

    private readonly ModelOptions _options = options.Value;

    public async Task<DraftOutcome> RunAsync(
        TenantId tenant, ModelOrder order, IReadOnlyList<SpokenLine> lines, Func<int, int, Task> told, CancellationToken cancellation)
    {
        var whole = ModelPrompt.OfLines(order, lines, isPart: false, _options.AnswerTokens);
        if (whole.Tokens + _options.AnswerTokens <= _options.ContextTokens)
        {
            return await AskAsync(tenant, whole, cancellation);
        }

        var parts = PartsOf(order, lines);
        var drafts = new List<Draft>();
        for (var i = 0; i < parts.Count; i++)
        {
            var outcome = await AskAsync(tenant, parts[i], cancellation);
            if (outcome is not DraftOutcome.Written(var draft))
            {
                return outcome;
            }

            drafts.Add(draft);
            await told(i + 1, parts.Count);
        }

        return await OfPartsAsync(tenant, order, drafts, cancellation);
    }

    /// <summary>As long as the drafts of the parts are too much at once, they are joined in groups.</summary>
    private async Task<DraftOutcome> OfPartsAsync(
        TenantId tenant, ModelOrder order, List<Draft> drafts, CancellationToken cancellation)
    {
        while (true)
        {
            var question = ModelPrompt.OfParts(order, drafts, _options.AnswerTokens);
            if (question.Tokens + _options.AnswerTokens <= _options.ContextTokens || drafts.Count < 4)
            {
                return await AskAsync(tenant, question, cancellation);
            }

            var joined = new List<Draft>();
            foreach (var some in drafts.Chunk((drafts.Count + 1) / 2))
            {
                var outcome = await AskAsync(tenant, ModelPrompt.OfParts(order, some, _options.AnswerTokens), cancellation);
                if (outcome is not DraftOutcome.Written(var draft))
                {
                    return outcome;
                }

                joined.Add(draft);
            }

            drafts = joined;
        }
    }

    /// <summary>Parts of about the same size, none beyond the context.</summary>
    private List<ModelQuestion> PartsOf(ModelOrder order, IReadOnlyList<SpokenLine> lines)
    {
        var empty = ModelPrompt.OfLines(order, [], isPart: true, 0).Tokens;
        var room = _options.ContextTokens - empty - Math.Max(ShortestAnswer, (int)(_options.ContextTokens * PartShare)) - ShortestAnswer;
        var all = lines.Sum(TokensOf);
        var each = all / (double)Math.Ceiling(all / (double)Math.Max(room, ShortestAnswer));
        var parts = new List<ModelQuestion>();
        var some = new List<SpokenLine>();
        var size = 0.0;
        foreach (var line in lines)
        {
            var tokens = TokensOf(line);
            if (some.Count > 0 && size + tokens > each)
            {
                Close();
            }

            some.Add(line);
            size += tokens;
        }

        Close();
        return parts;

        void Close()
        {
            if (some.Count > 0)
            {
                parts.Add(ModelPrompt.OfLines(order, [.. some], isPart: true, Math.Max(ShortestAnswer, (int)(size * PartShare))));
                some.Clear();
                size = 0;
            }
        }
    }

    /// <summary>With its number and, at most, its speaker.</summary>
    private static int TokensOf(SpokenLine line) => ModelTokens.Of($"[{line.Number}] {line.Speaker}: {line.Text}\n");

    private async Task<DraftOutcome> AskAsync(TenantId tenant, ModelQuestion question, CancellationToken cancellation)
    {
        var why = "";
        foreach (var asked in new Func<ModelQuestion>[] { () => question, () => question with { Repair = ModelPrompt.Repair(why) } })
        {
            var now = asked();
            if (await budget.AskAsync(tenant, now.Tokens + now.MostAnswerTokens, cancellation) is { } spent)
            {
                return new DraftOutcome.Failed(spent);
            }

            switch (await client.AskAsync(now, cancellation))
            {
                case ModelOutcome.Failed(var failure):
                    return new DraftOutcome.Failed(failure);
                case ModelOutcome.Answered answer:
                    await budget.SpendAsync(tenant, answer.Tokens, cancellation);
                    if (answer.IsRefused)
                    {
                        return new DraftOutcome.Useless("it refused");
                    }

                    if (DraftReader.Read(answer.Text, out var wrong) is { } draft)
                    {
                        return new DraftOutcome.Written(draft);
                    }

                    why = answer.IsCut ? "It was too long and was cut off." : wrong!;
                    break;
            }
        }

        return new DraftOutcome.Useless("it answered twice what cannot be read");
    }
}

/// <summary>How the writing of a draft went.</summary>
internal abstract record DraftOutcome
{
    private DraftOutcome()
    {
    }

    internal sealed record Written(Draft Draft) : DraftOutcome;

    /// <summary>The model answers, and nothing comes of it.</summary>
    /// <param name="Why">The end of a sentence that begins with the model.</param>
    internal sealed record Useless(string Why) : DraftOutcome;

    /// <summary>The model cannot be asked now, or never.</summary>
    internal sealed record Failed(Failure Failure) : DraftOutcome;
}
