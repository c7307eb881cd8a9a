using System.Globalization;
using Microsoft.AspNetCore.Http;
using Reconvene.Simulator.Zoom.Http;

namespace Reconvene.Simulator.Control.Limits;

/// <summary>The control calls over HTTP that concern rate limits; each is one member of <see cref="LimitsControl"/>.</summary>
internal sealed class LimitsControlEndpoints(LimitsControl control)
{
    public IEnumerable<Route> Routes =>
    [
        ControlEndpoints.Get("limits", _ => new SettingsView(control.Settings)),
        ControlEndpoints.Get("limits/labels", _ => control.Labels),
        new("GET", "/_control/limits/use", UseAsync),
        ControlEndpoints.Post("limits", SetAsync),
        ControlEndpoints.Post("limits/other-program", SetOtherAsync),
        new("DELETE", "/_control/limits", call => Done(call, () => control.Settings = null)),
        new("DELETE", "/_control/limits/use", call => Done(call, control.Clear)),
    ];

    private async Task SetAsync(Call call)
    {
        control.Settings = await ControlEndpoints.ReadAsync<LimitSettings>(call);
        await ControlEndpoints.AnswerAsync(call, new SettingsView(control.Settings));
    }

    private async Task SetOtherAsync(Call call)
    {
        control.SetOtherProgram(await ControlEndpoints.ReadAsync<OtherProgram>(call));
        call.Empty(StatusCodes.Status204NoContent);
    }

    private Task UseAsync(Call call)
    {
        if (!TryRead(call.Query("since"), out var since) || !TryRead(call.Query("until"), out var until))
        {
            return call.TextAsync(
                StatusCodes.Status400BadRequest, "text/plain;charset=UTF-8", "'since' and 'until' are moments such as 2026-08-20T12:00:00Z.");
        }

        return ControlEndpoints.AnswerAsync(call, control.Use(since, until));
    }

    private static bool TryRead(string? text, out DateTimeOffset? moment)
    {
        moment = null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        var read = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var found);
        moment = found;
        return read;
    }

    private static Task Done(Call call, Action act)
    {
        act();
        call.Empty(StatusCodes.Status204NoContent);
        return Task.CompletedTask;
    }

    private sealed record SettingsView(LimitSettings? Settings);
}
