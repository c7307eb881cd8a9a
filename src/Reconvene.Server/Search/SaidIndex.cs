using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Transcripts;
using Reconvene.Server.Transcripts.Language;

namespace Reconvene.Server.Search;

/// <summary>Writes the index of what was said: for each transcript every stem once, so that a search reads one row for an hour.</summary>
internal sealed class SaidIndex(Database database) : ISaidIndex
{
    /// <summary>Rises when the same words would be indexed differently; then everything is indexed anew.</summary>
    public const int Form = 1;

    /// <summary>The word by which a tenant's transcripts are told from others.</summary>
    public static string TenantWord(TenantId tenant) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"tenant{tenant.Value}");

    public Task AddAsync(
        Work work, TenantId tenant, TranscriptId transcript, IReadOnlyList<Segment> segments, CancellationToken cancellation) =>
        AddAsync(work, tenant, transcript, segments.SelectMany(segment => SearchWords.In(segment.Text)).Select(word => word.Stem), cancellation);

    /// <summary>The same by its stems.</summary>
    public async Task AddAsync(
        Work work, TenantId tenant, TranscriptId transcript, IEnumerable<string> stems, CancellationToken cancellation)
    {
        var words = string.Join(' ', stems.Append(TenantWord(tenant)).Distinct(StringComparer.Ordinal));
        if (database.Dialect.Engine is Engine.Postgres)
        {
            await work.ExecuteAsync(
                """
                INSERT INTO said (transcript_id, words) VALUES (@transcript, array_to_tsvector(string_to_array(@words, ' ')))
                ON CONFLICT (transcript_id) DO UPDATE SET words = excluded.words
                """,
                new { transcript, words },
                cancellation);
        }
        else
        {
            await work.ExecuteAsync("DELETE FROM said WHERE rowid = @transcript", new { transcript }, cancellation);
            await work.ExecuteAsync(
                "INSERT INTO said (rowid, words) VALUES (@transcript, @words)", new { transcript, words }, cancellation);
        }

        await work.ExecuteAsync(
            "UPDATE transcripts SET indexed = @form WHERE tenant_id = @tenant AND id = @transcript", new { tenant, transcript, form = Form }, cancellation);
    }
}
