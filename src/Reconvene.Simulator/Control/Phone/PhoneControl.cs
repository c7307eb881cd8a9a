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

    /// <summary>Deletes a voicemail for good and sends <c>phone.voicemail_deleted</c>.</summary>
    public Task<IReadOnlyList<WebhookDelivery>> DeleteVoicemailAsync(string id, CancellationToken cancellation)
    {
        lock (_state.World.Gate)
        {
            var voicemail = _state.Phone.FindVoicemail(id)
                ?? throw new ArgumentException($"No voicemail has id '{id}': GET /_control/phone/voicemails lists them.", nameof(id));
            _state.Phone.Remove(voicemail);
            return _holder.SendAsync(voicemail.Call.Owner, PhoneEvents.Gone(voicemail, _state), 1, cancellation);
        }
    }

    private static PhoneFileView View(PhoneSound sound) => new(() => sound.Content.Sha256)
    {
        Id = sound.Id,
        FileId = sound.FileId,
        CallId = sound.Call.CallId,
        CallElementId = sound.Call.ElementId,
        AccountId = sound.Call.Owner.AccountId,
        OwnerName = sound.Call.Owner.Name,
        OtherName = sound.Call.Outside.Name,
        StartsAt = sound.StartsAt,
        IsTrashed = sound.TrashedAt is not null,
        Transcript = sound.Transcript,
        DownloadPath = (sound is Voicemail ? "/v2/phone/voice_mails/download/" : "/v2/phone/recording/download/") + sound.FileId,
        LengthBytes = sound.Content.Length,
    };
}
