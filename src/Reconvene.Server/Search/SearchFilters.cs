namespace Reconvene.Server.Search;

/// <summary>
/// What is asked of a recording beside its words, as conditions. Each is a condition of its own that the engine meets as a set, and one
/// that is not asked for does not stand there: an engine that asked it of each of ten thousand recordings would take ten times as long.
/// </summary>
internal static class SearchFilters
{
    private const string OfHost =
        """
        r.meeting_id IN (
            SELECT m.id FROM hosts h JOIN meetings m ON m.connection_id = h.connection_id AND m.host_id = h.host_id AND m.tenant_id = h.tenant_id
            WHERE h.tenant_id = @tenant AND UPPER(h.email) = @host
            UNION ALL
            SELECT m.id FROM meetings m
            WHERE m.tenant_id = @tenant AND UPPER(m.host_email) = @host AND NOT EXISTS (
                SELECT 1 FROM hosts h
                WHERE h.connection_id = m.connection_id AND h.host_id = m.host_id AND h.tenant_id = m.tenant_id AND h.email IS NOT NULL))
        """;

    /// <summary>Conditions on <c>recordings r</c>, each after an AND.</summary>
    public static string Of(SearchQuestion question) => string.Join(' ', Conditions(question).Select(condition => $"AND {condition}"));

    private static IEnumerable<string> Conditions(SearchQuestion question)
    {
        (bool IsAsked, string Condition)[] all =
        [
            (question.Source is not null, "r.source_id = @Source"),
            (question.Connection is not null, "r.connection_id = @Connection"),
            (question.From is not null, "r.start_at >= @From"),
            (question.Until is not null, "r.start_at < @Until"),
            (question.Host is not null, OfHost),
            (question.Language is not null, "r.id IN (SELECT recording_id FROM transcripts WHERE tenant_id = @tenant AND language = @Language)"),
        ];
        return all.Where(one => one.IsAsked).Select(one => one.Condition);
    }
}
