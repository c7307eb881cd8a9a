using Reconvene.Client.Deliverables;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Deliverables;

internal sealed class DeliverableStore(TimeProvider time)
{
    private const int LongestTitle = 10_000;

    /// <summary>Keeps it as the recording's only one of this template; the same fingerprint again changes nothing.</summary>
    public Task<int> SaveAsync(
        Work work,
        TenantId tenant,
        RecordingId recording,
        string template,
        DeliverableDocument document,
        string fingerprint,
        CancellationToken cancellation) =>
        work.ExecuteAsync(
            """
            INSERT INTO deliverables
                (tenant_id, recording_id, template, title, language, made_by, content, fingerprint, created_at, updated_at, version)
            VALUES (@tenant, @recording, @template, @title, @language, @madeBy, @content, @fingerprint, @now, @now, 1)
            ON CONFLICT (recording_id, template) DO UPDATE
            SET title = excluded.title, language = excluded.language, made_by = excluded.made_by, content = excluded.content,
                fingerprint = excluded.fingerprint, updated_at = excluded.updated_at, version = deliverables.version + 1
            WHERE deliverables.tenant_id = excluded.tenant_id AND deliverables.fingerprint <> excluded.fingerprint
            """,
            new
            {
                tenant,
                recording,
                template,
                title = Transcripts.Vtt.PlainText.Cut(document.Title, LongestTitle),
                language = document.Language,
                madeBy = document.MadeBy,
                content = DeliverableJson.Write(document),
                fingerprint,
                now = time.GetUtcNow(),
            },
            cancellation);
}
