using System.Globalization;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Platform.Audit;

/// <summary>
/// Walks every chain from its first entry, computing each hash anew, and compares it with the ends that were written out
/// over time. Names the first place where a chain is not as it was written. Only reads; a server may run meanwhile.
/// </summary>
internal sealed class VerifyAudit(Database database, AuditHeadFile file)
{
    private const int PageSize = 500;

    private const string Ends = """
        SELECT t.id AS tenant_id,
               COALESCE(h.sequence, 0) AS sequence,
               h.hash,
               COALESCE((SELECT MAX(e.sequence) FROM audit_entries e WHERE e.tenant_id = t.id), 0) AS newest
        FROM tenants t
        LEFT JOIN audit_heads h ON h.tenant_id = t.id
        ORDER BY t.id
        """;

    private const string Entries = """
        SELECT tenant_id, sequence, happened_at, actor_kind, actor_user_id, actor_mark, action, subject, detail, hash
        FROM audit_entries
        WHERE tenant_id = @tenant AND sequence > @after AND sequence <= @newest
        ORDER BY sequence
        LIMIT @count
        """;

    public async Task<IReadOnlyList<AuditVerdict>> RunAsync(CancellationToken cancellation)
    {
        // The file first: what is appended meanwhile then lies beyond its marks, never before them.
        var marks = (await file.ReadAsync(cancellation)).ToLookup(mark => mark.Tenant);
        var ends = await database.QueryAsync<ChainEnd>(Ends, null, cancellation);
        var verdicts = new List<AuditVerdict>();
        foreach (var end in ends)
        {
            verdicts.Add(await WalkAsync(end, [.. marks[end.TenantId.Value]], cancellation));
        }

        verdicts.AddRange(marks.Select(group => group.Key).Except(ends.Select(end => end.TenantId.Value)).Select(gone =>
            new AuditVerdict(gone, 0, new(1, AuditBreakKind.CutOff, $"The tenant {gone} is gone with its whole trail."))));
        return verdicts;
    }

    private async Task<AuditVerdict> WalkAsync(ChainEnd end, IReadOnlyList<AuditMark> marks, CancellationToken cancellation)
    {
        var seen = marks.ToLookup(mark => mark.Sequence);
        var (count, hash) = (0L, AuditChain.Start());
        await foreach (var row in ReadAsync(end, cancellation))
        {
            var next = AuditChain.Next(hash, row);
            if ((Judge(row, count + 1, next, end) ?? Compare(seen[row.Sequence], next)) is { } broken)
            {
                return new AuditVerdict(end.TenantId.Value, count, broken);
            }

            (count, hash) = (row.Sequence, next);
        }

        return new AuditVerdict(end.TenantId.Value, count, JudgeEnd(end, marks, count, hash));
    }

    private static AuditBreak? Judge(AuditRow row, long expected, byte[] hash, ChainEnd end) => row.Sequence switch
    {
        var number when number < expected || number > end.Sequence => Break(number, AuditBreakKind.Added),
        var number when number > expected => Break(expected, AuditBreakKind.Missing),
        var number when !hash.AsSpan().SequenceEqual(row.Hash) => Break(number, AuditBreakKind.Changed),
        _ => null,
    };

    private static AuditBreak? Compare(IEnumerable<AuditMark> marks, byte[] hash) => marks
        .Where(mark => mark.Hash != Convert.ToHexStringLower(hash))
        .Select(mark => Break(mark.Sequence, AuditBreakKind.Rewritten, mark.SeenAt))
        .FirstOrDefault();

    private static AuditBreak? JudgeEnd(ChainEnd end, IReadOnlyList<AuditMark> marks, long last, byte[] hash)
    {
        if (Math.Max(end.Sequence, marks.Select(mark => mark.Sequence).DefaultIfEmpty().Max()) > last)
        {
            return Break(last + 1, AuditBreakKind.CutOff);
        }

        return last > 0 && !hash.AsSpan().SequenceEqual(end.Hash) ? Break(last, AuditBreakKind.Changed) : null;
    }

    private static AuditBreak Break(long sequence, AuditBreakKind kind, DateTimeOffset? seenAt = null) => new(
        sequence,
        kind,
        kind switch
        {
            AuditBreakKind.Changed => $"Entry {sequence} does not follow from the one before: it was edited, moved or put in between.",
            AuditBreakKind.Missing => $"Entry {sequence} is not there, and later ones are.",
            AuditBreakKind.CutOff => $"The trail once went further: entry {sequence} and what followed were cut off.",
            AuditBreakKind.Added => $"Entry {sequence} was put where this server wrote none.",
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $"Entry {sequence} was another one on {seenAt:yyyy-MM-dd HH:mm}Z: the trail was written anew up to there, or beyond."),
        });

    private async IAsyncEnumerable<AuditRow> ReadAsync(
        ChainEnd end, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        // From below the first, so that a row put before it is seen.
        var after = long.MinValue;
        while (true)
        {
            var rows = await database.QueryAsync<AuditRow>(
                Entries, new { tenant = end.TenantId, after, newest = end.Newest, count = PageSize }, cancellation);
            foreach (var row in rows)
            {
                yield return row;
            }

            if (rows.Count < PageSize)
            {
                yield break;
            }

            after = rows[^1].Sequence;
        }
    }

    private sealed class ChainEnd
    {
        public TenantId TenantId { get; init; }

        public long Sequence { get; init; }

        public byte[] Hash { get; init; } = [];

        public long Newest { get; init; }
    }
}
