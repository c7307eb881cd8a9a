using Microsoft.Data.Sqlite;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Jobs.Scheduling;

/// <summary>
/// Holds the write gate from open to close. The scheduler's transactions begin as readers and become writers: two at
/// once, or one beside ours, would wait for each other in the engine. Opening one inside a write transaction of the
/// same flow is refused at once, because it could only wait for itself.
/// </summary>
internal sealed class GatedSqliteConnection(WriteGate gate) : SqliteConnection
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);
#pragma warning disable CA2213 // Given back by Release, on every way out.
    private WriteGate.Pass? _pass;
#pragma warning restore CA2213

    public override void Open()
    {
        if (_pass is not null)
        {
            base.Open();
            return;
        }

        WriteScope.Refuse("call the scheduler");
        using var limit = new CancellationTokenSource(LongestWait);
        try
        {
            _pass = gate.Enter(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw TooLong();
        }

        OpenWithPass();
    }

    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        WriteScope.Refuse("call the scheduler");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LongestWait);
        try
        {
            _pass = await gate.EnterAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw TooLong();
        }

        OpenWithPass();
    }

    public override void Close()
    {
        try
        {
            base.Close();
        }
        finally
        {
            Release();
        }
    }

    protected override void Dispose(bool disposing)
    {
        try
        {
            base.Dispose(disposing);
        }
        finally
        {
            Release();
        }
    }

    private static TimeoutException TooLong() => new(
        $"The scheduler waited {LongestWait.TotalSeconds} s for its turn to write: a write transaction was left open. Commit or dispose it.");

    private void OpenWithPass()
    {
        try
        {
            base.Open();
            SqliteSettings.Apply(this);
        }
        catch
        {
            base.Close();
            Release();
            throw;
        }
    }

    private void Release() => Interlocked.Exchange(ref _pass, null)?.Dispose();
}
