using Reconvene.Server.Ledger;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Transcripts.Recognition;

/// <summary>Takes up recordings for which Zoom's own transcript was waited for in vain. Every node asks; one finds the row.</summary>
internal sealed class BeginDueRecognitions(
    RecognitionWishes wishes, Database database, StartProcessing process, TimeProvider time, ILogger<BeginDueRecognitions> logger)
    : Rounds(TimeSpan.FromMinutes(1), isFirstAtOnce: true, time, logger)
{
    protected override string What => "asking for recordings to be recognised";

    public async Task RunAsync(CancellationToken cancellation)
    {
        IReadOnlyList<DueRecognition> due;
        do
        {
            due = await wishes.DueAsync(Time.GetUtcNow(), cancellation);
            foreach (var one in due)
            {
                await using var work = await database.BeginAsync(cancellation);
                if (await work.ExecuteAsync(
                    """
                    UPDATE recognition_wishes SET due_at = NULL
                    WHERE tenant_id = @TenantId AND recording_id = @RecordingId AND due_at IS NOT NULL
                    """,
                    one,
                    cancellation) is 1)
                {
                    await process.RunAsync(work, one.TenantId, one.ConnectionId, one.RecordingId, cancellation);
                }

                await work.CommitAsync(cancellation);
            }
        }
        while (due.Count > 0);
    }

    protected override Task RoundAsync(CancellationToken cancellation) => RunAsync(cancellation);
}
