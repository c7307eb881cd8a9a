using Microsoft.Extensions.Options;
using Reconvene.Server.Accounts;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Programs;
using Reconvene.Server.Recordings.Probe;

namespace Reconvene.Server.Recordings.Steps;

/// <summary>
/// Keeps with each held film and sound file how long it plays and whether there is something to hear. What cannot be read is
/// kept as a reason, and stops nothing; without ffprobe there is nothing to do.
/// </summary>
internal sealed class ProbeMedia(
    Database database, MediaFiles media, OutsidePrograms programs, IOptions<RecordingOptions> options) : IStep
{
    private readonly MediaProbe _probe = new(programs);

    public async Task<StepOutcome> RunAsync(StepContext context, CancellationToken cancellation)
    {
        if (!options.Value.ProbeMedia)
        {
            return new StepOutcome.Done();
        }

        var recording = RecordingSubject.Read(context.Subject);
        var found = new List<(Row File, MediaFacts Facts)>();
        foreach (var file in await NotProbedAsync(context.Tenant, recording, cancellation))
        {
            var path = media.PathOf(context.Tenant, recording, file.Id, file.FileExtension);
            if (MediaProbe.Extensions.Contains(file.FileExtension) && await _probe.RunAsync(path, cancellation) is { } facts)
            {
                found.Add((file, facts));
            }
        }

        return new StepOutcome.Done(async (work, stop) =>
        {
            foreach (var (file, facts) in found)
            {
                await KeepAsync(work, context.Tenant, file, facts, stop);
            }
        });
    }

    /// <summary>Held, and not yet looked at as it is now.</summary>
    private Task<IReadOnlyList<Row>> NotProbedAsync(TenantId tenant, RecordingId recording, CancellationToken cancellation) =>
        database.QueryAsync<Row>(
            """
            SELECT id, file_extension, sha256
            FROM recording_files
            WHERE tenant_id = @tenant AND recording_id = @recording AND state = 'held'
              AND sha256 IS NOT NULL AND (media_sha256 IS NULL OR media_sha256 <> sha256)
            ORDER BY id
            """,
            new { tenant, recording },
            cancellation);

    /// <summary>Not when the content was replaced meanwhile: then it is looked at anew.</summary>
    private static Task<int> KeepAsync(
        Work work, TenantId tenant, Row file, MediaFacts facts, CancellationToken cancellation) => work.ExecuteAsync(
        """
        UPDATE recording_files
        SET media_ms = @length, media_has_audio = @HasAudio, media_codecs = @Codecs, media_reason = @Reason, media_sha256 = sha256
        WHERE tenant_id = @tenant AND id = @id AND sha256 = @sha256
        """,
        new
        {
            tenant,
            id = file.Id,
            sha256 = file.Sha256,
            length = (long?)facts.Length?.TotalMilliseconds,
            facts.HasAudio,
            facts.Codecs,
            facts.Reason,
        },
        cancellation);

    private sealed class Row
    {
        public RecordingFileId Id { get; init; }

        public string FileExtension { get; init; } = "";

        public string Sha256 { get; init; } = "";
    }
}
