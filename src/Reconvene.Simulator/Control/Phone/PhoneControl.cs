using Reconvene.Simulator.Zoom;
using Reconvene.Simulator.Zoom.Phone;
using Reconvene.Simulator.Zoom.Phone.Events;
using Reconvene.Simulator.Zoom.Phone.Worlds;

namespace Reconvene.Simulator.Control.Phone;

/// <summary>Calls and voicemails of Zoom Phone.</summary>
public sealed class PhoneControl
{
    private readonly SimulatorState _state;
    private readonly CallHolder _holder;

    internal PhoneControl(SimulatorState state)
    {
        _state = state;
        _holder = new CallHolder(state);
    }

    /// <summary>Every call recording of every account, in the trash or not.</summary>
    public IReadOnlyList<PhoneFileView> Recordings()
    {
        lock (_state.World.Gate)
        {
            return [.. _state.Phone.Recordings.Select(View)];
        }
    }

    /// <summary>Every voicemail of every account.</summary>
    public IReadOnlyList<PhoneFileView> Voicemails()
    {
        lock (_state.World.Gate)
        {
            return [.. _state.Phone.Voicemails.Select(View)];
        }
    }

    /// <summary>Holds a call that has just ended. Returns when its events have been sent once.</summary>
    public async Task<HeldCall> HoldCallAsync(HoldCall call, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(call);
        var (recordings, deliveries) = await _holder.HoldAsync(call, cancellation);
        return new HeldCall([.. recordings.Select(View)], deliveries);
    }

    /// <summary>Leaves a voicemail. Returns when its events have been sent once.</summary>
    public async Task<HeldCall> LeaveVoicemailAsync(LeaveVoicemail voicemail, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(voicemail);
        var (left, deliveries) = await _holder.LeaveAsync(voicemail, cancellation);
        return new HeldCall([View(left)], deliveries);
    }

    /// <summary>Deletes a call recording for good and sends <c>phone.recording_permanently_deleted</c>.</summary>
    public Task<IReadOnlyList<WebhookDelivery>> DeleteRecordingAsync(string id, CancellationToken cancellation)
    {
        lock (_state.World.Gate)
        {
            var recording = _state.Phone.FindRecording(id)
                ?? throw new ArgumentException($"No call recording has id '{id}': GET /_control/phone/recordings lists them.", nameof(id));
            _state.Phone.Remove(recording);
            return _holder.SendAsync(
                recording.Call.Owner, PhoneEvents.Gone(PhoneEvents.PermanentlyDeleted, recording, _state), 1, cancellation);
        }
    }

    private static PhoneFileView View(PhoneRecording recording) => new(() => recording.Content.Sha256)
    {
        Id = recording.Id,
        FileId = recording.FileId,
        CallId = recording.Call.CallId,
        CallElementId = recording.Call.ElementId,
        AccountId = recording.Call.Owner.AccountId,
        OwnerName = recording.Call.Owner.Name,
        OtherName = recording.Call.Outside.Name,
        StartsAt = recording.StartsAt,
        IsTrashed = recording.TrashedAt is not null,
        Transcript = recording.Transcript,
        DownloadPath = $"/v2/phone/recording/download/{recording.FileId}",
        LengthBytes = recording.Content.Length,
    };

    private static PhoneFileView View(Voicemail voicemail) => new(() => voicemail.Content.Sha256)
    {
        Id = voicemail.Id,
        FileId = voicemail.FileId,
        CallId = voicemail.Call.CallId,
        CallElementId = voicemail.Call.ElementId,
        AccountId = voicemail.Call.Owner.AccountId,
        OwnerName = voicemail.Call.Owner.Name,
        OtherName = voicemail.Call.Outside.Name,
        StartsAt = voicemail.LeftAt,
        IsTrashed = false,
        Transcript = voicemail.Transcript,
        DownloadPath = $"/v2/phone/voice_mails/download/{voicemail.FileId}",
        LengthBytes = voicemail.Content.Length,
    };
}
