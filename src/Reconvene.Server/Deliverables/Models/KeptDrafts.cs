using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>
/// What a model answered, until the deliverable is made of it: whatever interrupts the making, no question is paid for twice.
/// </summary>
internal sealed class KeptDrafts(Database database, IOptions<ModelOptions> options, TimeProvider time)
{
    private const int LongestDraft = 5_000_000;

    /// <summary>Null when the question was not answered yet.</summary>
    public async Task<Draft?> FindAsync(ModelWork asked, ModelQuestion question, CancellationToken cancellation)
    {
        var json = await database.FindAsync<string>(
            """
            SELECT draft FROM model_drafts
            WHERE tenant_id = @Tenant AND recording_id = @Recording AND template = @template AND question = @question
            """,
            new { asked.Tenant, asked.Recording, template = asked.Order.Template.Name, question = KeyOf(question) },
            cancellation);
        try
        {
            return json is null ? null : DraftJson.Read(json);
        }
        catch (JsonException)
        {
            // Of another version of this program: it is asked for again.
            return null;
        }
    }

    /// <summary>Goes through to its end whoever stops meanwhile: it is paid for.</summary>
    public async Task KeepAsync(ModelWork asked, ModelQuestion question, Draft draft)
    {
        if (DraftJson.Write(draft) is not { Length: <= LongestDraft } json)
        {
            return;
        }

        await using var work = await database.BeginAsync(CancellationToken.None);
        await work.ExecuteAsync(
            """
            INSERT INTO model_drafts (tenant_id, recording_id, template, question, draft, made_at)
            VALUES (@Tenant, @Recording, @template, @question, @json, @now)
            ON CONFLICT (recording_id, template, question) DO UPDATE SET draft = excluded.draft, made_at = excluded.made_at
            WHERE model_drafts.tenant_id = excluded.tenant_id
            """,
            new { asked.Tenant, asked.Recording, template = asked.Order.Template.Name, question = KeyOf(question), json, now = time.GetUtcNow() },
            CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
    }

    /// <summary>The deliverable of this template is made.</summary>
    public static Task ForgetAsync(Work work, TenantId tenant, RecordingId recording, string template, CancellationToken cancellation) =>
        work.ExecuteAsync(
            "DELETE FROM model_drafts WHERE tenant_id = @tenant AND recording_id = @recording AND template = @template",
            new { tenant, recording, template },
            cancellation);

    /// <summary>Another model is asked anew.</summary>
    private string KeyOf(ModelQuestion question) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{options.Value.Name}\n{question.Fingerprint}")));
}
