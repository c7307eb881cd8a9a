using System.Text.Json;
using Reconvene.Server.Accounts;

namespace Reconvene.Server.Jobs.Running;

/// <summary>What one run of a step sees, and its hold on the row.</summary>
internal sealed class StepRun(ClaimedStep claimed, Hold hold, StepRecord record) : StepContext, IDisposable
{
    // Marks of one run follow each other even when a step makes them from several tasks.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private string? _bookmark = claimed.Bookmark;

    public Hold Hold { get; } = hold;

    /// <summary>Failures since the last progress, which this run may have made.</summary>
    public int AttemptsNow { get; private set; } = claimed.Attempts;

    public override JobId Job => Hold.JobId;

    public override TenantId Tenant => claimed.TenantId;

    public override string Subject => claimed.Subject;

    public override string Account => claimed.Account;

    public override int Attempts => claimed.Attempts;

    public override JsonElement? Input { get; } = JobJson.Read(claimed.Input);

    public override JsonElement? Bookmark => JobJson.Read(_bookmark);

    public override async Task MarkAsync(int progress, string status, object? bookmark, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            var text = JobJson.Write(bookmark);
            AttemptsNow = await record.MarkAsync(Hold, Math.Clamp(progress, 0, 100), status, text, cancellation)
                ?? throw new StepTakenOverException(Hold.JobId, Hold.Step);
            Hold.Moved();
            _bookmark = text ?? _bookmark;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
