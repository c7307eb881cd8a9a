using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Transcripts;

namespace Reconvene.Server.Search;

/// <summary>Writes the index of what was said: which terms a recording has, and in which of its segments each stands.</summary>
internal sealed class SaidIndex(Database database) : ISaidIndex
{
    /// <summary>Rises when the same words would be indexed differently; then everything is indexed anew.</summary>
    public const int Form = 1;

    public Task AddAsync(
        Work work, TenantId tenant, RecordingId recording, TranscriptId transcript, IReadOnlyList<Segment> segments, CancellationToken cancellation)
    {
        var said = new SaidText();
        foreach (var segment in segments)
        {
            said.Add(segment.Number, segment.Speaker, segment.Text);
        }

        return AddAsync(work, tenant, recording, transcript, said, cancellation);
    }

    /// <summary>The same by its terms. Nothing is written when another transcript took the place of this one meanwhile.</summary>
    public async Task AddAsync(
        Work work, TenantId tenant, RecordingId recording, TranscriptId transcript, SaidText said, CancellationToken cancellation)
    {
        var isThere = await work.ExecuteAsync(
            "UPDATE transcripts SET indexed = @form WHERE tenant_id = @tenant AND id = @transcript",
            new { tenant, transcript, form = Form },
            cancellation);
        if (isThere is 0)
        {
            return;
        }

        await WriteTermsAsync(work, recording, string.Join(' ', said.Terms.Select(term => SaidTerm.Of(tenant, term))), cancellation);
        await work.ExecuteAsync(
            """
            INSERT INTO said_places (recording_id, tenant_id, places) VALUES (@recording, @tenant, @places)
            ON CONFLICT (recording_id) DO UPDATE SET places = excluded.places WHERE said_places.tenant_id = excluded.tenant_id
            """,
            new { recording, tenant, places = said.Places.Bytes },
            cancellation);
    }

    private async Task WriteTermsAsync(Work work, RecordingId recording, string terms, CancellationToken cancellation)
    {
        if (database.Dialect.Engine is Engine.Postgres)
        {
            await work.ExecuteAsync(
                """
                INSERT INTO said (recording_id, terms) VALUES (@recording, array_to_tsvector(string_to_array(@terms, ' ')))
                ON CONFLICT (recording_id) DO UPDATE SET terms = excluded.terms
                """,
                new { recording, terms },
                cancellation);
            return;
        }

        await work.ExecuteAsync("DELETE FROM said WHERE rowid = @recording", new { recording }, cancellation);
        await work.ExecuteAsync(
            "INSERT INTO said (rowid, terms) VALUES (@recording, @terms)", new { recording, terms }, cancellation);
    }
}
