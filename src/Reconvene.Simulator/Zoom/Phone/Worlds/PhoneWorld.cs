using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.Phone.Worlds;

/// <summary>Everything that Zoom Phone has. Whoever reads or changes it holds the world's gate.</summary>
internal sealed class PhoneWorld(int seed, World world)
{
    private readonly List<PhoneRecording> _recordings = [];
    private readonly List<Voicemail> _voicemails = [];
    private readonly Dictionary<string, PhoneRecording> _recordingsById = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Voicemail> _voicemailsById = new(StringComparer.Ordinal);

    /// <summary>A queue that several people answer; it belongs to no user.</summary>
    public PhoneOwner Queue { get; } = new(
        "callQueue", SeededRandom.For(seed, "phone queue").UserId(), "Отдел продаж", 2001, world.Account.AccountId, User: null);

    public string SiteId { get; } = SeededRandom.For(seed, "phone site").UserId();

    public IReadOnlyList<PhoneRecording> Recordings => _recordings;

    public IReadOnlyList<Voicemail> Voicemails => _voicemails;

    public void Add(PhoneRecording recording)
    {
        _recordings.Add(recording);
        _recordingsById[recording.Id] = recording;
        _recordingsById[recording.FileId] = recording;
    }

    public void Add(Voicemail voicemail)
    {
        _voicemails.Add(voicemail);
        _voicemailsById[voicemail.Id] = voicemail;
        _voicemailsById[voicemail.FileId] = voicemail;
    }

    public void Remove(PhoneRecording recording)
    {
        _recordings.Remove(recording);
        _recordingsById.Remove(recording.Id);
        _recordingsById.Remove(recording.FileId);
    }

    public PhoneRecording? FindRecording(string id) => _recordingsById.GetValueOrDefault(id) is { } found && found.Id == id ? found : null;

    public PhoneRecording? FindRecordingFile(string id) =>
        _recordingsById.GetValueOrDefault(id) is { } found && found.FileId == id ? found : null;

    public Voicemail? FindVoicemail(string id) => _voicemailsById.GetValueOrDefault(id) is { } found && found.Id == id ? found : null;

    public Voicemail? FindVoicemailFile(string id) =>
        _voicemailsById.GetValueOrDefault(id) is { } found && found.FileId == id ? found : null;

    public PhoneOwner OwnerOf(ZoomUser user) => PhoneOwner.Of(user, 1001 + world.Users.Index().First(one => one.Item == user).Index);
}
