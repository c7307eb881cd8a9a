using Microsoft.Extensions.Options;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>
/// Has a model write the minutes: at once where the transcript fits its context, else part by part and then of the parts. What comes is
/// a draft: nobody has looked yet whether it is true.
/// </summary>
internal sealed class ModelSummariser(AskForDraft ask, TokenBudget budget, IOptions<ModelOptions> options)
{
    /// <summary>No model has less.</summary>
    private const int ShortestContext = 4_000;

    private readonly ModelOptions _options = options.Value;

    public async Task<DraftOutcome> RunAsync(ModelWork work, IReadOnlyList<SpokenLine> lines, CancellationToken cancellation)
    {
        for (var context = _options.ContextTokens; context >= ShortestContext; context /= 2)
        {
            // What a server counts otherwise than we do, it is given in smaller parts.
            if (await RunAsync(work, lines, context, cancellation) is var outcome and not DraftOutcome.TooLong)
            {
                return outcome;
            }
        }

        return new DraftOutcome.Useless("even a small part of the meeting is too long for its context");
    }

    private async Task<DraftOutcome> RunAsync(
        ModelWork work, IReadOnlyList<SpokenLine> lines, int context, CancellationToken cancellation)
    {
        var room = new ModelRoom(context, Math.Min(_options.AnswerTokens, context / 2));
        var whole = ModelPrompt.OfLines(work.Order, lines, isPart: false, room.Answer);
        if (whole.Estimate <= context)
        {
            return budget.WhyNever(whole.Estimate) is { } never
                ? new DraftOutcome.Failed(never)
                : await ask.RunAsync(work, whole, cancellation);
        }

        var parts = room.PartsOf(work.Order, lines);
        if (budget.WhyNever(parts.Sum(part => (long)part.Estimate + part.MostAnswerTokens) + room.Answer) is { } tooDear)
        {
            return new DraftOutcome.Failed(tooDear);
        }

        var drafts = new List<Draft>();
        for (var i = 0; i < parts.Count; i++)
        {
            var outcome = await ask.RunAsync(work, parts[i], cancellation);
            if (outcome is not DraftOutcome.Written written)
            {
                return outcome;
            }

            drafts.Add(written.Draft);
            if (written.IsNew)
            {
                await work.Told(i + 1, parts.Count);
            }
        }

        return await OfPartsAsync(work, drafts, room, cancellation);
    }

    /// <summary>As long as the drafts of the parts are too much at once, they are joined in groups.</summary>
    private async Task<DraftOutcome> OfPartsAsync(ModelWork work, List<Draft> drafts, ModelRoom room, CancellationToken cancellation)
    {
        while (true)
        {
            var groups = room.GroupsOf(work.Order, drafts);
            if (groups.Count is 1)
            {
                return await ask.RunAsync(work, ModelPrompt.OfParts(work.Order, groups[0], room.Answer), cancellation);
            }

            if (groups.Count == drafts.Count)
            {
                return new DraftOutcome.Useless("what it made of the parts is too long for its context");
            }

            var joined = new List<Draft>();
            foreach (var some in groups)
            {
                var outcome = some.Count is 1
                    ? new DraftOutcome.Written(some[0], IsNew: false)
                    : await ask.RunAsync(work, ModelPrompt.OfParts(work.Order, some, room.Answer), cancellation);
                if (outcome is not DraftOutcome.Written { Draft: var draft })
                {
                    return outcome;
                }

                joined.Add(draft);
            }

            drafts = joined;
        }
    }
}
