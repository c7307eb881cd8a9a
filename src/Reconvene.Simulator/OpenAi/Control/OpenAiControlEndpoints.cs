using Reconvene.Simulator.OpenAi.Http;
using Reconvene.Simulator.Wire;

namespace Reconvene.Simulator.OpenAi.Control;

/// <summary>The control calls over HTTP; each is one member of <see cref="OpenAiControl"/>.</summary>
internal sealed class OpenAiControlEndpoints(OpenAiControl control)
{
    public IEnumerable<ModelRoute> Routes =>
    [
        Route("GET", "behaviour", call => ControlJson.AnswerAsync(call, control.Behaviour)),
        Route("POST", "behaviour", SetBehaviourAsync),
        Route("GET", "rules", call => ControlJson.AnswerAsync(call, control.Rules)),
        Route("POST", "rules", AddRuleAsync),
        Route("DELETE", "rules", call => ControlJson.Done(call, control.ClearRules)),
        Route("POST", "let-go", call => ControlJson.Done(call, control.LetGo)),
        Route("GET", "context", call => ControlJson.AnswerAsync(call, new ContextView(control.ContextTokens))),
        Route("POST", "context", SetContextAsync),
        Route("GET", "heard", call => ControlJson.AnswerAsync(call, control.Heard)),
        Route("POST", "heard", SetHeardAsync),
        Route("GET", "requests", call => ControlJson.AnswerAsync(call, control.Requests)),
        Route("DELETE", "requests", call => ControlJson.Done(call, control.ClearRequests)),
        Route("GET", "tokens", call => ControlJson.AnswerAsync(call, new TokensView(control.TokensUsed))),
    ];

    private static ModelRoute Route(string method, string path, Func<ModelCall, Task> handle) =>
        new(method, "/_control/" + path, ControlJson.Told(handle));

    private async Task SetBehaviourAsync(ModelCall call)
    {
        control.Behaviour = await ControlJson.ReadAsync<ModelRule>(call);
        await ControlJson.AnswerAsync(call, control.Behaviour);
    }

    private async Task AddRuleAsync(ModelCall call)
    {
        control.AddRule(await ControlJson.ReadAsync<ModelRule>(call));
        await ControlJson.AnswerAsync(call, control.Rules);
    }

    private async Task SetContextAsync(ModelCall call)
    {
        control.ContextTokens = (await ControlJson.ReadAsync<ContextView>(call)).Tokens;
        await ControlJson.AnswerAsync(call, new ContextView(control.ContextTokens));
    }

    private async Task SetHeardAsync(ModelCall call)
    {
        control.Heard = await ControlJson.ReadAsync<IReadOnlyList<HeardRecording>>(call);
        call.Empty(Microsoft.AspNetCore.Http.StatusCodes.Status204NoContent);
    }

    private sealed record ContextView(int Tokens);

    private sealed record TokensView(long Used);
}
