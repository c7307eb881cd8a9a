using System.Globalization;
using System.Text;
using Dapper;
using Reconvene.Client.Search;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Http;
using Reconvene.Server.Transcripts;
using Reconvene.Server.Transcripts.Language;

namespace Reconvene.Server.Search;

/// <summary>
/// Finds recordings in which all the words were said, newest first, and in each the segments that hold most of them. The index
/// names the recordings; their segments are then few enough to be looked through.
/// </summary>
internal sealed class SearchQueries(Database database)
{
    private const int MostHits = 3;

    public async Task<Page<SearchResult>> FindAsync(
        TenantId tenant, SearchQuestion question, PageRequest page, CancellationToken cancellation)
    {
        var rows = await RecordingsAsync(tenant, question, page, cancellation);
        var cut = page.Cut(rows, row => (row.StartAt.ToUnixTimeMilliseconds(), row.Id.Value));
        if (cut.Items.Count is 0)
        {
            return new Page<SearchResult>([], null);
        }

        var hits = (await HitsAsync(tenant, question, cut.Items, cancellation)).ToLookup(hit => hit.TranscriptId);
        return new Page<SearchResult>(
            [.. cut.Items.Select(row => row.ToResult([.. hits[row.TranscriptId].OrderBy(hit => hit.Place).Select(hit => hit.ToHit(question))]))],
            cut.NextCursor);
    }

    private Task<IReadOnlyList<RecordingRow>> RecordingsAsync(
        TenantId tenant, SearchQuestion question, PageRequest page, CancellationToken cancellation)
    {
        var isPostgres = database.Dialect.Engine is Engine.Postgres;
        var (found, match) = isPostgres
            ? ("said s JOIN transcripts t ON t.id = s.transcript_id", "s.words @@ CAST(@match AS tsquery)")
            : ("said s JOIN transcripts t ON t.id = s.rowid", "said MATCH @match");
        return database.QueryAsync<RecordingRow>(
            $"""
            SELECT r.id, t.id AS transcript_id, m.topic, r.start_at, t.language
            FROM {found}
            JOIN recordings r ON r.id = t.recording_id AND r.tenant_id = t.tenant_id
            JOIN meetings m ON m.id = r.meeting_id AND m.tenant_id = r.tenant_id
            WHERE {match} AND t.tenant_id = @tenant
                AND (r.start_at, r.id) < (@key, @id)
                AND (CAST(@Host AS TEXT) IS NULL OR m.host_email = @Host)
                AND (CAST(@Source AS BIGINT) IS NULL OR r.source_id = @Source)
                AND (CAST(@Connection AS BIGINT) IS NULL OR r.connection_id = @Connection)
                AND (CAST(@Language AS TEXT) IS NULL OR t.language = @Language)
                AND (CAST(@From AS BIGINT) IS NULL OR r.start_at >= @From)
                AND (CAST(@Until AS BIGINT) IS NULL OR r.start_at < @Until)
                AND (CAST(@Speaker AS TEXT) IS NULL OR EXISTS (
                    SELECT 1 FROM transcript_segments g
                    LEFT JOIN speaker_names n ON n.recording_id = t.recording_id AND n.tenant_id = g.tenant_id AND n.label = g.speaker
                    WHERE g.transcript_id = t.id AND g.tenant_id = t.tenant_id AND COALESCE(n.name, g.speaker) = @Speaker
                      AND ({AnyOf(question)})))
            ORDER BY r.start_at DESC, r.id DESC
            LIMIT @take
            """,
            Arguments(question, new
            {
                tenant,
                match = isPostgres ? PostgresMatch(tenant, question) : SqliteMatch(tenant, question),
                key = page.AfterKey ?? long.MaxValue,
                id = page.AfterId ?? long.MaxValue,
                take = page.Limit + 1,
                question.Host,
                question.Source,
                question.Connection,
                question.Language,
                question.From,
                question.Until,
                question.Speaker,
            }),
            cancellation);
    }

    /// <summary>Of each recording the segments that hold most of the words, and how many hold any.</summary>
    private Task<IReadOnlyList<HitRow>> HitsAsync(
        TenantId tenant, SearchQuestion question, IReadOnlyList<RecordingRow> recordings, CancellationToken cancellation)
    {
        var sought = Rows.In([.. recordings.Select(row => row.TranscriptId)], new { tenant, most = MostHits, question.Speaker });
        foreach (var (index, word) in question.Words.Index())
        {
            sought.Arguments.Add(Name(index), word.Pattern);
        }

        var count = string.Join(" + ", question.Words.Select((_, index) => $"CASE WHEN g.stems LIKE @{Name(index)} THEN 1 ELSE 0 END"));
        return database.QueryAsync<HitRow>(
            $"""
            WITH hits AS (
                SELECT g.transcript_id, g.number, g.start_ms, g.end_ms, COALESCE(n.name, g.speaker) AS speaker, g.text, g.is_chat,
                    {count} AS matched
                FROM transcript_segments g
                JOIN transcripts t ON t.id = g.transcript_id AND t.tenant_id = g.tenant_id
                LEFT JOIN speaker_names n ON n.recording_id = t.recording_id AND n.tenant_id = g.tenant_id AND n.label = g.speaker
                WHERE g.tenant_id = @tenant AND g.transcript_id IN (VALUES {sought.Values}) AND ({AnyOf(question)})
                  AND (CAST(@Speaker AS TEXT) IS NULL OR COALESCE(n.name, g.speaker) = @Speaker)),
            placed AS (
                SELECT hits.*, ROW_NUMBER() OVER (PARTITION BY transcript_id ORDER BY matched DESC, number) AS place,
                    COUNT(*) OVER (PARTITION BY transcript_id) AS total
                FROM hits)
            SELECT transcript_id, number, start_ms, end_ms, speaker, text, is_chat, place, total FROM placed WHERE place <= @most
            """,
            sought.Arguments,
            cancellation);
    }

    private static string AnyOf(SearchQuestion question) =>
        string.Join(" OR ", question.Words.Select((_, index) => $"g.stems LIKE @{Name(index)}"));

    private static DynamicParameters Arguments(SearchQuestion question, object more)
    {
        var arguments = new DynamicParameters(more);
        foreach (var (index, word) in question.Words.Index())
        {
            arguments.Add(Name(index), word.Pattern);
        }

        return arguments;
    }

    private static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"word{index}");

    /// <summary>Stems are letters and digits alone, so nothing in them can be taken for the language of the index.</summary>
    private static string SqliteMatch(TenantId tenant, SearchQuestion question) => question.Words.Aggregate(
        new StringBuilder($"\"{SaidIndex.TenantWord(tenant)}\""),
        (text, word) => text.Append(CultureInfo.InvariantCulture, $" AND \"{word.Stem}\"{(word.IsBegun ? " *" : "")}")).ToString();

    private static string PostgresMatch(TenantId tenant, SearchQuestion question) => question.Words.Aggregate(
        new StringBuilder($"'{SaidIndex.TenantWord(tenant)}'"),
        (text, word) => text.Append(CultureInfo.InvariantCulture, $" & '{word.Stem}'{(word.IsBegun ? ":*" : "")}")).ToString();

    private sealed class RecordingRow
    {
        public RecordingId Id { get; init; }

        public TranscriptId TranscriptId { get; init; }

        public string Topic { get; init; } = "";

        public DateTimeOffset StartAt { get; init; }

        public string Language { get; init; } = "";

        public SearchResult ToResult(IReadOnlyList<(SearchHit Hit, int Total)> hits) => new()
        {
            RecordingId = Id.Value,
            Topic = Topic,
            StartTime = StartAt,
            Language = Language,
            TotalHits = hits.Count is 0 ? 0 : hits[0].Total,
            Hits = [.. hits.Select(one => one.Hit)],
        };
    }

    private sealed class HitRow
    {
        public TranscriptId TranscriptId { get; init; }

        public int Number { get; init; }

        public long StartMs { get; init; }

        public long EndMs { get; init; }

        public string? Speaker { get; init; }

        public string Text { get; init; } = "";

        public bool IsChat { get; init; }

        public int Place { get; init; }

        public int Total { get; init; }

        public (SearchHit Hit, int Total) ToHit(SearchQuestion question) => (
            new SearchHit
            {
                Segment = Number,
                StartMs = StartMs,
                EndMs = EndMs,
                Speaker = Speaker,
                Text = Text,
                IsChat = IsChat,
                Highlights =
                [
                    .. SearchWords.In(Text)
                        .Where(word => question.Words.Any(sought => sought.Matches(word.Stem)))
                        .Select(word => new SearchHighlight { Start = word.Place.Start.Value, Length = word.Place.End.Value - word.Place.Start.Value }),
                ],
            },
            Total);
    }
}
