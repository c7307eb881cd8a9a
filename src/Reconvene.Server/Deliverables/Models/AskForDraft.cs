using System.Diagnostics;
using Microsoft.Extensions.Options;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>
/// Has a model answer one question, within the budget, and keeps the answer. What is none is asked for once more; one that was cut off
/// gets twice the room.
/// </summary>
internal sealed class AskForDraft(
    ModelClient client, TokenBudget budget, KeptDrafts kept, ModelMetrics metrics, IOptions<ModelOptions> options)
{
    private const string NoChat = "It was not in the form of a chat.";
    private const string Cut = "It was too long and was cut off.";

    private readonly int _context = options.Value.ContextTokens;

    public async Task<DraftOutcome> RunAsync(ModelWork work, ModelQuestion question, CancellationToken cancellation)
    {
        if (await kept.FindAsync(work, question, cancellation) is { } before)
        {
            return new DraftOutcome.Written(before, IsNew: false);
        }

        var (first, why) = await TryAsync(work, question, cancellation);
        if (first is not null)
        {
            return first;
        }

        var again = question with { Repair = ModelPrompt.Repair(why) };
        var room = why is Cut ? 2 * question.MostAnswerTokens : question.MostAnswerTokens;
        var (second, _) = await TryAsync(
            work, again with { MostAnswerTokens = Math.Max(1, Math.Min(room, _context - again.Tokens)) }, cancellation);
        return second ?? new DraftOutcome.Useless("it answered twice what cannot be read");
    }

    /// <summary>Nothing, and why, when the answer is none.</summary>
    private async Task<(DraftOutcome? Outcome, string Why)> TryAsync(ModelWork work, ModelQuestion question, CancellationToken cancellation)
    {
        if (await budget.ReserveAsync(work.Tenant, question.Estimate, cancellation) is not { } reserved)
        {
            metrics.Called("used_up");
            return (new DraftOutcome.UsedUp(await budget.UsedUpAsync(work.Tenant, question.Estimate, cancellation)), "");
        }

        // Should this be stopped, or end with the process, the call counts as what was taken for it.
        var outcome = await client.AskAsync(question, cancellation);
        await SettleAsync(reserved, outcome);
        switch (outcome)
        {
            case ModelOutcome.Answered answer:
                return await ReadAsync(work, question, answer);
            case ModelOutcome.Refused refused:
                metrics.Called("refused");
                return (new DraftOutcome.Useless(refused.Why), "");
            case ModelOutcome.Unreadable:
                metrics.Called("unreadable");
                return (null, NoChat);
            case ModelOutcome.TooLong:
                metrics.Called("too_long");
                return (new DraftOutcome.TooLong(), "");
            case ModelOutcome.Failed failed:
                metrics.Called("failed");
                return (new DraftOutcome.Failed(failed.Failure), "");
            default:
                throw new UnreachableException();
        }
    }

    private async Task<(DraftOutcome? Outcome, string Why)> ReadAsync(ModelWork work, ModelQuestion question, ModelOutcome.Answered answer)
    {
        if (DraftReader.Read(answer.Text, question, out var wrong) is { } draft)
        {
            metrics.Called("answered");
            await kept.KeepAsync(work, question, draft);
            return (new DraftOutcome.Written(draft, IsNew: true), "");
        }

        metrics.Called(answer.IsCut ? "cut" : "unreadable");
        return (null, answer.IsCut ? Cut : wrong!);
    }

    private async Task SettleAsync(TokenReservation reserved, ModelOutcome outcome)
    {
        var used = outcome switch
        {
            ModelOutcome.Answered { Tokens: { } tokens } => tokens,
            ModelOutcome.Refused { Tokens: { } tokens } => tokens,
            ModelOutcome.TooLong or ModelOutcome.Failed { IsCharged: false } => 0,

            // Who does not say what it cost is taken to have cost what it may.
            _ => reserved.Tokens,
        };
        await budget.SettleAsync(reserved, used);
        metrics.Used(used);
    }
}
