using Reconvene.Server.Accounts;
using Reconvene.Server.Deliverables.Models;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Deliverables;

internal sealed class DeliverableStore(Database database, TimeProvider time)
{
    private const int LongestTitle = 10_000;

    /// <summary>Versions that are kept behind the one that is shown.</summary>
    private const int MostVersions = 50;

    /// <summary>Keeps them at once.</summary>
    public async Task SaveAsync(TenantId tenant, RecordingId recording, IReadOnlyList<MadeDeliverable> made, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        foreach (var one in made)
        {
            await SaveAsync(work, tenant, recording, one, cancellation);
        }

        await work.CommitAsync(cancellation);
    }

    /// <summary>
    /// Keeps it as the recording's only one of this template, and the one before as an earlier version; the same fingerprint again
    /// changes nothing.
    /// </summary>
    public async Task SaveAsync(Work work, TenantId tenant, RecordingId recording, MadeDeliverable made, CancellationToken cancellation)
    {
        var (template, fingerprint) = (made.Template.Name, made.Fingerprint);
        await work.ExecuteAsync(
            """
            INSERT INTO deliverable_versions (deliverable_id, tenant_id, version, made_by, content, made_at)
            SELECT id, tenant_id, version, made_by, content, updated_at
            FROM deliverables
            WHERE tenant_id = @tenant AND recording_id = @recording AND template = @template AND fingerprint <> @fingerprint
            ON CONFLICT (deliverable_id, version) DO NOTHING
            """,
            new { tenant, recording, template, fingerprint },
            cancellation);
        await PutAsync(work, tenant, recording, made, cancellation);
        await work.ExecuteAsync(
            """
            DELETE FROM deliverable_versions
            WHERE tenant_id = @tenant AND deliverable_id IN (
                    SELECT id FROM deliverables WHERE tenant_id = @tenant AND recording_id = @recording AND template = @template)
              AND version < (
                    SELECT version - @most FROM deliverables WHERE tenant_id = @tenant AND recording_id = @recording AND template = @template)
            """,
            new { tenant, recording, template, most = MostVersions },
            cancellation);
        if (made.IsFinal)
        {
            await KeptDrafts.ForgetAsync(work, tenant, recording, template, cancellation);
        }
    }

    private Task<int> PutAsync(Work work, TenantId tenant, RecordingId recording, MadeDeliverable made, CancellationToken cancellation) =>
        work.ExecuteAsync(
            """
            INSERT INTO deliverables
                (tenant_id, recording_id, template, title, language, made_by, content, fingerprint, template_form, maker, created_at,
                updated_at, version)
            VALUES (@tenant, @recording, @template, @title, @language, @madeBy, @content, @Fingerprint, @form, @Maker, @now, @now, 1)
            ON CONFLICT (recording_id, template) DO UPDATE
            SET title = excluded.title, language = excluded.language, made_by = excluded.made_by, content = excluded.content,
                fingerprint = excluded.fingerprint, template_form = excluded.template_form, maker = excluded.maker,
                updated_at = excluded.updated_at, version = deliverables.version + 1
            WHERE deliverables.tenant_id = excluded.tenant_id AND deliverables.fingerprint <> excluded.fingerprint
            """,
            new
            {
                tenant,
                recording,
                template = made.Template.Name,
                title = Transcripts.Vtt.PlainText.Cut(made.Document.Title, LongestTitle),
                language = made.Document.Language,
                madeBy = made.Document.MadeBy,
                content = DeliverableJson.Write(made.Document),
                made.Fingerprint,
                form = made.Template.Form,
                made.Maker,
                now = time.GetUtcNow(),
            },
            cancellation);
}
