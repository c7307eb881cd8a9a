using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.Phone.Worlds;

/// <summary>Everything that Zoom Phone has. Whoever reads or changes it holds the world's gate.</summary>
internal sealed class PhoneWorld(int seed, World world)
{
    private readonly List<PhoneSound> _all = [];
    private readonly Dictionary<string, PhoneSound> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PhoneSound> _byFileId = new(StringComparer.Ordinal);

    /// <summary>A queue that several people answer; it belongs to no user.</summary>
    public PhoneOwner Queue { get; } = new(
        "callQueue", SeededRandom.For(seed, "phone queue").UserId(), "Отдел продаж", 2001, world.Account.AccountId, User: null);

    public string SiteId { get; } = SeededRandom.For(seed, "phone site").UserId();

    public IEnumerable<PhoneRecording> Recordings => _all.OfType<PhoneRecording>();

    public IEnumerable<Voicemail> Voicemails => _all.OfType<Voicemail>();

    public void Add(PhoneSound sound)
    {
        _all.Add(sound);
        _byId[sound.Id] = sound;
        _byFileId[sound.FileId] = sound;
    }

    public void Remove(PhoneSound sound)
    {
        _all.Remove(sound);
        _byId.Remove(sound.Id);
        _byFileId.Remove(sound.FileId);
    }

    public PhoneRecording? FindRecording(string id) => _byId.GetValueOrDefault(id) as PhoneRecording;

    public PhoneRecording? FindRecordingFile(string id) => _byFileId.GetValueOrDefault(id) as PhoneRecording;

    public Voicemail? FindVoicemail(string id) => _byId.GetValueOrDefault(id) as Voicemail;

    public Voicemail? FindVoicemailFile(string id) => _byFileId.GetValueOrDefault(id) as Voicemail;

    public PhoneOwner OwnerOf(ZoomUser user) => PhoneOwner.Of(user, 1001 + world.Users.Index().First(one => one.Item == user).Index);
}
