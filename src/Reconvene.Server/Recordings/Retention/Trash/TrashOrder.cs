using System.Globalization;
using System.Text.Json.Serialization;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Audit;

namespace Reconvene.Server.Recordings.Retention.Trash;

/// <summary>What somebody asked to be moved to, or out of, Zoom's trash; the input of its job.</summary>
/// <param name="Recording">Of which recording.</param>
/// <param name="AskedAt">When.</param>
/// <param name="User">Who; null for a source's rule.</param>
/// <param name="Key">How the API key begins that they used; null when they signed in.</param>
/// <param name="File">The only file that is meant; null for all.</param>
/// <param name="IsOursToo">What is held here goes too, and so need not be whole.</param>
internal sealed record TrashOrder(
    long Recording, DateTimeOffset AskedAt, long? User, string? Key, long? File = null, bool IsOursToo = false)
{
    /// <summary>Frees Zoom's storage of what is held here, verified.</summary>
    public const string Trash = "trash-at-zoom";

    /// <summary>Moves it to Zoom's trash, then removes ours.</summary>
    public const string Everywhere = "remove-everywhere";

    /// <summary>Takes it out of Zoom's trash.</summary>
    public const string Recover = "recover-at-zoom";

    public static TrashOrder Of(Caller caller, RecordingId recording, DateTimeOffset now) =>
        new(recording.Value, now, caller.User.Value, caller.KeyPrefix);

    [JsonIgnore]
    public RecordingId RecordingId => new(Recording);

    [JsonIgnore]
    public AuditActor Actor => (User, Key) switch
    {
        (null, _) => AuditActor.Server,
        ({ } user, null) => AuditActor.User(new(user)),
        ({ } user, { } key) => AuditActor.ApiKey(new(user), key),
    };

    /// <summary>Two files of one recording are two subjects: neither may take the other's place.</summary>
    public JobRequest Request(TenantId tenant, string kind, ConnectionId connection) => new(
        tenant,
        kind,
        File is { } file ? string.Create(CultureInfo.InvariantCulture, $"recording_file:{file}") : RecordingSubject.Of(RecordingId),
        connection.Value.ToString(CultureInfo.InvariantCulture),
        this);
}
