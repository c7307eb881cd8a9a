using System.Globalization;
using Reconvene.Client.Transcripts;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Http;
using Reconvene.Server.Recordings;
using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Transcripts.Speakers;

/// <summary>Keeps what people call the speakers of a recording, and lets what was made of it be made anew with these names.</summary>
internal sealed class NameSpeakers(Database database, RecordingWork recordings, StartProcessing process, AuditTrail audit)
{
    private const int MostNames = 300;
    private const int LongestName = 300;

    /// <summary>What is wrong with the names.</summary>
    public static IReadOnlyList<FieldError> Judge(SpeakerNames names)
    {
        if (names.Names.Count is 0 or > MostNames)
        {
            return [new("names", $"must name 1 to {MostNames} speakers, each by its label in the transcript.")];
        }

        return
        [
            .. names.Names
                .Where(one => one.Key.Length is 0 or > LongestName || one.Key.Any(char.IsControl)
                    || one.Value is { } name && PlainText.OneLine(name).Length is 0 or > LongestName)
                .Select(one => new FieldError(
                    $"names.{PlainText.Cut(one.Key, 40)}", $"must be a name of 1 to {LongestName} characters for a label of the transcript, or null to take a name back.")),
        ];
    }

    /// <summary>Labels that the transcript does not have; a name can be taken back from any.</summary>
    public static IReadOnlyList<FieldError> JudgeLabels(SpeakerNames names, IReadOnlyCollection<string> labels) =>
    [
        .. names.Names
            .Where(one => one.Value is not null && !labels.Contains(one.Key, StringComparer.Ordinal))
            .Select(one => new FieldError(
                $"names.{PlainText.Cut(one.Key, 40)}", "is no label of this transcript: GET …/transcript lists its speakers.")),
    ];

    /// <summary>False when the tenant has no such recording.</summary>
    public async Task<bool> RunAsync(Caller caller, RecordingId id, SpeakerNames names, CancellationToken cancellation)
    {
        if (await recordings.FindAsync(caller.Tenant, id, cancellation) is not { } recording)
        {
            return false;
        }

        await using var work = await database.BeginAsync(cancellation);
        var changed = 0;
        foreach (var (label, name) in names.Names)
        {
            changed += name is null
                ? await RemoveAsync(work, caller.Tenant, id, label, cancellation)
                : await PutAsync(work, caller.Tenant, id, label, PlainText.OneLine(name), cancellation);
        }

        if (changed > 0)
        {
            await audit.RecordAsync(
                work,
                new(
                    caller.Tenant,
                    AuditActor.Of(caller),
                    "transcript.speakers_named",
                    string.Create(CultureInfo.InvariantCulture, $"recording:{id.Value}"),
                    new { changed }),
                cancellation);
            await process.RunAsync(work, caller.Tenant, recording.ConnectionId, id, cancellation);
        }

        await work.CommitAsync(cancellation);
        return true;
    }

    private static Task<int> RemoveAsync(Work work, TenantId tenant, RecordingId id, string label, CancellationToken cancellation) =>
        work.ExecuteAsync(
            "DELETE FROM speaker_names WHERE tenant_id = @tenant AND recording_id = @id AND label = @label",
            new { tenant, id, label },
            cancellation);

    private static Task<int> PutAsync(
        Work work, TenantId tenant, RecordingId id, string label, string name, CancellationToken cancellation) => work.ExecuteAsync(
        """
        INSERT INTO speaker_names (recording_id, tenant_id, label, name) VALUES (@id, @tenant, @label, @name)
        ON CONFLICT (recording_id, label) DO UPDATE SET name = excluded.name
        WHERE speaker_names.tenant_id = excluded.tenant_id AND speaker_names.name <> excluded.name
        """,
        new { tenant, id, label, name },
        cancellation);
}
