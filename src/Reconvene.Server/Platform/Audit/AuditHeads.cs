using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Platform.Audit;

/// <summary>Writes out where the chains end, each time one has grown.</summary>
internal sealed partial class AuditHeads(Database database, AuditHeadFile file, TimeProvider time, ILogger<AuditHeads> logger)
    : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<long, long> _written = [];

    /// <summary>Adds a line for every chain that has grown since the last time, to the file and to the log.</summary>
    public async Task WriteAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await WriteGrownAsync(cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task WriteGrownAsync(CancellationToken cancellation)
    {
        var heads = await database.QueryAsync<AuditHead>(
            "SELECT tenant_id, sequence, hash FROM audit_heads ORDER BY tenant_id", null, cancellation);
        var now = time.GetUtcNow();
        var marks = heads
            .Where(head => _written.GetValueOrDefault(head.TenantId.Value) != head.Sequence)
            .Select(head => new AuditMark(head.TenantId.Value, head.Sequence, Convert.ToHexStringLower(head.Hash), now))
            .ToList();
        if (marks.Count is 0)
        {
            return;
        }

        await file.AppendAsync(marks, cancellation);
        foreach (var mark in marks)
        {
            _written[mark.Tenant] = mark.Sequence;
            Log.Grown(logger, mark.Tenant, mark.Sequence, mark.Hash);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The audit trail of tenant {Tenant} ends with entry {Sequence}, hash {Hash}")]
        public static partial void Grown(ILogger logger, long tenant, long sequence, string hash);
    }
}
