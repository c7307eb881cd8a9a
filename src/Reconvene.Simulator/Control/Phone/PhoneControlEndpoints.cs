using Reconvene.Simulator.Zoom.Http;

namespace Reconvene.Simulator.Control.Phone;

/// <summary>The control calls over HTTP about Zoom Phone; each is one member of <see cref="PhoneControl"/>.</summary>
internal sealed class PhoneControlEndpoints(PhoneControl control)
{
    public IEnumerable<Route> Routes =>
    [
        ControlEndpoints.Get("phone/recordings", _ => control.Recordings()),
        ControlEndpoints.Get("phone/voicemails", _ => control.Voicemails()),
        ControlEndpoints.Get("phone/scopes", _ => new ScopesView(PhoneScopes.OfAccounts, PhoneScopes.OfUsers, PhoneScopes.Classic)),
        ControlEndpoints.Post("hold-call", HoldAsync),
        ControlEndpoints.Post("leave-voicemail", LeaveAsync),
        ControlEndpoints.Post("phone/recording/delete", DeleteAsync),
        ControlEndpoints.Post("phone/voicemail/delete", DeleteVoicemailAsync),
    ];

    private async Task HoldAsync(Call call) => await ControlEndpoints.AnswerAsync(
        call, await control.HoldCallAsync(await ControlEndpoints.ReadAsync<HoldCall>(call), call.Cancellation));

    private async Task LeaveAsync(Call call) => await ControlEndpoints.AnswerAsync(
        call, await control.LeaveVoicemailAsync(await ControlEndpoints.ReadAsync<LeaveVoicemail>(call), call.Cancellation));

    private async Task DeleteAsync(Call call) => await ControlEndpoints.AnswerAsync(
        call, await control.DeleteRecordingAsync(ControlEndpoints.Needed(call, "id"), call.Cancellation));

    private async Task DeleteVoicemailAsync(Call call) => await ControlEndpoints.AnswerAsync(
        call, await control.DeleteVoicemailAsync(ControlEndpoints.Needed(call, "id"), call.Cancellation));

    private sealed record ScopesView(IReadOnlyList<string> OfAccounts, IReadOnlyList<string> OfUsers, IReadOnlyList<string> Classic);
}
