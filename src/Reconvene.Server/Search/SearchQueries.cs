using Reconvene.Client.Search;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Search;

/// <summary>
/// Finds recordings in which all the words were said, newest first, and in each the segments that hold most of them. The index
/// names the recordings; one row of each then tells in which segments the words stand, and only those that are shown are read.
/// </summary>
internal sealed class SearchQueries(Database database, SpeakerSegments speakers)
{
    /// <summary>Of a speaker who may not have said the words, so many are looked at together after the first page.</summary>
    private const int MostAtOnce = 100;
    private const int FewestAtOnce = 10;

    public async Task<Page<SearchResult>> FindAsync(
        TenantId tenant, SearchQuestion question, PageRequest page, CancellationToken cancellation)
    {
        var cut = page.Cut(
            await WithHitsAsync(tenant, question, page, cancellation),
            found => (found.StartAt.ToUnixTimeMilliseconds(), found.Id.Value));
        if (cut.Items.Count is 0)
        {
            return new Page<SearchResult>([], null);
        }

        var segments = (await SegmentsAsync(tenant, cut.Items, cancellation)).ToDictionary(one => (one.TranscriptId, one.Number));
        return new Page<SearchResult>(
            [
                .. cut.Items.Select(found => found.ToResult(found.Hits.Best
                    .Select(number => segments.GetValueOrDefault((found.TranscriptId, number)))
                    .OfType<FoundSegment>()
                    .Select(segment => segment.ToHit(question)))),
            ],
            cut.NextCursor);
    }

    /// <summary>One more than the page holds, when there are as many.</summary>
    private async Task<IReadOnlyList<FoundRecording>> WithHitsAsync(
        TenantId tenant, SearchQuestion question, PageRequest page, CancellationToken cancellation)
    {
        var areNamed = await speakers.AreNamedAsync(tenant, question.Speaker, cancellation);
        var found = new List<FoundRecording>();
        var next = page with { Limit = question.Speaker is null ? page.Limit + 1 : Math.Min(2 * (page.Limit + 1), MostAtOnce) };
        while (true)
        {
            var rows = await RecordingsAsync(tenant, question, areNamed, next, cancellation);
            var among = await speakers.OfAsync(tenant, question.Speaker, areNamed, rows, cancellation);
            var hits = rows
                .Select(row => row with { Hits = SegmentHits.Of(new SaidPlaces(row.Places), question.Words, among?[row.Id]) })
                .Where(row => row.Hits.Total > 0)
                .ToList();
            found.AddRange(hits);
            if (found.Count > page.Limit || rows.Count < next.Limit)
            {
                return found.Count > page.Limit ? found[..(page.Limit + 1)] : found;
            }

            // As many as will do if it goes on so, and some more.
            var wanted = (page.Limit + 1 - found.Count) * (rows.Count + 1) * 3 / ((hits.Count + 1) * 2);
            next = new PageRequest(
                Math.Clamp(wanted, FewestAtOnce, MostAtOnce), rows[^1].StartAt.ToUnixTimeMilliseconds(), rows[^1].Id.Value);
        }
    }

    /// <summary>Recordings that have all the terms: of a speaker those where words and speaker were heard, though perhaps not together.</summary>
    private Task<IReadOnlyList<FoundRecording>> RecordingsAsync(
        TenantId tenant, SearchQuestion question, bool areNamed, PageRequest page, CancellationToken cancellation)
    {
        var match = new SaidMatch(database.Dialect.Engine, tenant);
        var named = areNamed
            ? $"""
                UNION
                SELECT id FROM ({match.Select("@words")}) AS anyone
                WHERE id IN (SELECT recording_id FROM speaker_names WHERE tenant_id = @tenant AND name = @Speaker)
            """
            : "";

        // The words are looked up before all else, once: an engine that asked of each recording whether it has them would open each.
        return database.QueryAsync<FoundRecording>(
            $"""
            WITH found (id) AS MATERIALIZED (
                {match.Select("@match")}
                {named}),
            newest AS (
                SELECT r.id, r.tenant_id, r.meeting_id, r.start_at
                FROM found JOIN recordings r ON r.id = found.id
                WHERE r.tenant_id = @tenant
                  AND (r.start_at, r.id) < (@key, @id)
                  {SearchFilters.Of(question)}
                ORDER BY r.start_at DESC, r.id DESC
                LIMIT @take)
            SELECT newest.id, t.id AS transcript_id, m.topic, newest.start_at, t.language, p.places
            FROM newest
            JOIN meetings m ON m.id = newest.meeting_id AND m.tenant_id = newest.tenant_id
            JOIN transcripts t ON t.recording_id = newest.id AND t.tenant_id = newest.tenant_id
            JOIN said_places p ON p.recording_id = newest.id AND p.tenant_id = newest.tenant_id
            ORDER BY newest.start_at DESC, newest.id DESC
            """,
            new
            {
                tenant,
                match = match.Of(question.Words, question.Speaker),
                words = match.Of(question.Words, null),
                key = page.AfterKey ?? long.MaxValue,
                id = page.AfterId ?? long.MaxValue,
                take = page.Limit,
                host = question.Host?.ToUpperInvariant(),
                question.Source,
                question.Connection,
                question.Language,
                question.From,
                question.Until,
                question.Speaker,
            },
            cancellation);
    }

    private Task<IReadOnlyList<FoundSegment>> SegmentsAsync(
        TenantId tenant, IReadOnlyList<FoundRecording> recordings, CancellationToken cancellation)
    {
        var best = Rows.Of(
            [.. recordings.SelectMany(found => found.Hits.Best.Select(number => (found.TranscriptId, number)))],
            ("transcript", one => one.TranscriptId),
            ("number", one => one.number));
        best.Arguments.Add("tenant", tenant);
        return database.QueryAsync<FoundSegment>(
            $"""
            WITH best (transcript_id, number) AS (VALUES {best.Values})
            SELECT g.transcript_id, g.number, g.start_ms, g.end_ms, COALESCE(n.name, g.speaker) AS speaker, g.text, g.is_chat
            FROM best
            JOIN transcript_segments g ON g.transcript_id = best.transcript_id AND g.number = best.number
            JOIN transcripts t ON t.id = g.transcript_id AND t.tenant_id = g.tenant_id
            LEFT JOIN speaker_names n ON n.recording_id = t.recording_id AND n.tenant_id = g.tenant_id AND n.label = g.speaker
            WHERE g.tenant_id = @tenant
            """,
            best.Arguments,
            cancellation);
    }
}
