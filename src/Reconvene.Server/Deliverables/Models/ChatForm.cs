using System.ClientModel;
using Reconvene.Server.Platform.OpenAi;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>How a server wants to be asked. Not all that speak OpenAI's protocol know all of it.</summary>
/// <param name="Binding">What binds its answer.</param>
/// <param name="LimitName">What the longest answer is called.</param>
internal sealed record ChatForm(AnswerBinding Binding, string LimitName)
{
    private const string Today = "max_completion_tokens";
    private const string Former = "max_tokens";

    /// <summary>As OpenAI has it.</summary>
    public static readonly ChatForm Usual = new(AnswerBinding.Schema, Today);

    /// <summary>How to ask after this was refused; null when another form would not help.</summary>
    public ChatForm? After(ClientResultException refusal)
    {
        if (refusal.Status is not (400 or 422 or 501) || OpenAiFailures.IsTooLong(refusal) || OpenAiFailures.CodeOf(refusal) is "content_filter")
        {
            return null;
        }

        return LimitName is Today && OpenAiFailures.Names(refusal, Today) ? this with { LimitName = Former }
            : Binding < AnswerBinding.None ? this with { Binding = Binding + 1 }
            : null;
    }
}
