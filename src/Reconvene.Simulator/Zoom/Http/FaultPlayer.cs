using Microsoft.AspNetCore.Http;
using Reconvene.Simulator.Control;

namespace Reconvene.Simulator.Zoom.Http;

/// <summary>Does what a rule says before, or in place of, the true answer.</summary>
internal static class FaultPlayer
{
    /// <summary>True when the call has been answered.</summary>
    public static async Task<bool> InterfereAsync(Call call, FaultRule rule, SimulatorState state)
    {
        if (rule.ExpireTokens)
        {
            state.Tokens.ExpireAll();
        }

        if (rule.Gate is { } gate)
        {
            await state.Faults.PassGateAsync(gate, call.Cancellation);
        }

        if (rule.Delay > TimeSpan.Zero)
        {
            // A slow answer is slow in real time, whatever the clock of the world says.
            await Task.Delay(rule.Delay, TimeProvider.System, call.Cancellation);
        }

        AddHeaders(call, rule);
        if (rule.Reset && rule.CutAfterBytes is null && !rule.LoseAnswer)
        {
            call.Abort();
            return true;
        }

        if (rule.RedirectTo is { } location)
        {
            call.Context.Response.Headers.Location = location;
            call.Empty(rule.Status ?? StatusCodes.Status302Found);
            return true;
        }

        if (rule.Status is null && rule.Body is null)
        {
            return false;
        }

        await call.TextAsync(rule.Status ?? StatusCodes.Status200OK, rule.ContentType, rule.Body ?? "");
        return true;
    }

    private static void AddHeaders(Call call, FaultRule rule)
    {
        var headers = call.Context.Response.Headers;
        foreach (var (name, value) in rule.Headers)
        {
            headers[name] = value;
        }
    }
}
