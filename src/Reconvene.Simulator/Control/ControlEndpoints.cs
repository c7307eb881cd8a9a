using Microsoft.AspNetCore.Http;
using Reconvene.Simulator.Control.Limits;
using Reconvene.Simulator.Control.Lives;
using Reconvene.Simulator.Control.Phone;
using Reconvene.Simulator.Wire;
using Reconvene.Simulator.Zoom.Http;

namespace Reconvene.Simulator.Control;

/// <summary>The control calls over HTTP; each is one member of <see cref="SimulatorControl"/>.</summary>
internal sealed class ControlEndpoints(SimulatorControl control)
{
    public IEnumerable<Route> Routes =>
    [
        Get("world", _ => control.World()),
        Get("files", FilesOf),
        Get("totals", call => call.Query("account") is { } account ? control.Totals(account) : control.Totals()),
        Get("log", call => control.Log.Where(request => request.Number > Since(call))),
        Get("log/counts", _ => control.RouteCounts),
        Get("deliveries", _ => control.Deliveries),
        Get("faults", _ => control.Faults),
        Get("switches", _ => control.Switches),
        Get("clock", _ => new ClockView(control.Now)),
        new("DELETE", "/_control/log", call => ControlJson.Done(call, control.ClearLog)),
        new("DELETE", "/_control/faults", call => ControlJson.Done(call, control.ClearFaults)),
        Post("faults", AddFaultAsync),
        Post("switches", ChangeSwitchesAsync),
        Post("clock/advance", AdvanceAsync),
        Post("hold-meeting", HoldAsync),
        Post("webhook-target", SetTargetAsync),
        Post("send-event", SendEventAsync),
        Post("validate-url", async call => await AnswerAsync(call, await control.ValidateUrlAsync(AppOf(call), call.Cancellation))),
        Post("token/expire-all", call => ControlJson.Done(call, control.ExpireAllTokens)),
        Post("gate/release", call => ControlJson.Done(call, () => control.ReleaseGate(Needed(call, "gate")))),
        Post("file/replace-bytes", ReplaceAsync),
        Post("file/remove", call => ControlJson.Done(call, () => control.RemoveFile(Needed(call, "key")))),
        Post("meeting/rename", RenameAsync),
        .. new OAuthControlEndpoints(control.OAuth).Routes,
        .. new LimitsControlEndpoints(control.Limits).Routes,
        .. new LifeControlEndpoints(control.Life).Routes,
        .. new PhoneControlEndpoints(control.Phone).Routes,
    ];

    internal static Route Get(string path, Func<Call, object> answer) =>
        new("GET", "/_control/" + path, ControlJson.Told<Call>(call => AnswerAsync(call, answer(call))));

    internal static Route Post(string path, Func<Call, Task> handle) => new("POST", "/_control/" + path, ControlJson.Told(handle));

    private IReadOnlyList<FileView> FilesOf(Call call) => (call.Query("meeting"), call.Query("account")) switch
    {
        ({ } meeting, _) => control.FilesOf(meeting),
        (_, { } account) => control.Files(account),
        _ => control.Files(),
    };

    private async Task AddFaultAsync(Call call)
    {
        control.AddFault(await ReadAsync<FaultRule>(call));
        await AnswerAsync(call, control.Faults);
    }

    private async Task ChangeSwitchesAsync(Call call)
    {
        await SwitchChanges.ApplyAsync(control.Switches, call.Context.Request.Body, ControlJson.Options, call.Cancellation);
        await AnswerAsync(call, control.Switches);
    }

    private async Task AdvanceAsync(Call call)
    {
        await control.AdvanceClockAsync((await ReadAsync<AdvanceWish>(call)).By, call.Cancellation);
        await AnswerAsync(call, new ClockView(control.Now));
    }

    private async Task HoldAsync(Call call) =>
        await AnswerAsync(call, await control.HoldMeetingAsync(await ReadAsync<HoldMeeting>(call), call.Cancellation));

    private async Task SetTargetAsync(Call call)
    {
        control.WebhookTarget = (await ReadAsync<TargetWish>(call)).Url;
        call.Empty(StatusCodes.Status204NoContent);
    }

    private async Task SendEventAsync(Call call)
    {
        using var reader = new StreamReader(call.Context.Request.Body);
        var body = await reader.ReadToEndAsync(call.Cancellation);
        await AnswerAsync(call, await control.SendEventAsync(AppOf(call), body, call.Cancellation));
    }

    /// <summary>The app that the query names, or else the Server-to-Server app.</summary>
    private string AppOf(Call call) => call.Query("client_id") ?? control.OAuth.ServerToServerApp.ClientId;

    private async Task ReplaceAsync(Call call)
    {
        var key = Needed(call, "key");
        if (call.Query("size") is { Length: > 0 } size)
        {
            await ControlJson.Done(call, () => control.ResizeFile(key, Number("size", size)));
            return;
        }

        using var bytes = new MemoryStream();
        await call.Context.Request.Body.CopyToAsync(bytes, call.Cancellation);
        await ControlJson.Done(call, () => control.ReplaceBytes(key, bytes.ToArray()));
    }

    private async Task RenameAsync(Call call)
    {
        var wish = await ReadAsync<RenameWish>(call);
        await control.RenameRecordingAsync(wish.Uuid, wish.Topic, call.Cancellation);
        call.Empty(StatusCodes.Status204NoContent);
    }

    internal static Task AnswerAsync<T>(Call call, T answer) => ControlJson.AnswerAsync(call, answer);

    internal static Task<T> ReadAsync<T>(Call call) => ControlJson.ReadAsync<T>(call);

    internal static string Needed(Call call, string name) => ControlJson.Needed(call, name);

    private static int Since(Call call) =>
        call.Query("since") is { Length: > 0 } since ? (int)Number("since", since) : 0;

    private static long Number(string name, string text) =>
        long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ArgumentException($"'{name}' is '{text}': expected a whole number.", nameof(text));

    private sealed record ClockView(DateTimeOffset Now);

    private sealed record AdvanceWish(TimeSpan By);

    private sealed record TargetWish(Uri? Url);

    private sealed record RenameWish(string Uuid, string Topic);
}
