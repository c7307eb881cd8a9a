namespace Reconvene.Server.Platform.Data;

/// <summary>
/// One writer at a time on SQLite: all writers wait here, fairly and without holding a thread, instead of in the
/// engine's busy loop. PostgreSQL needs no gate.
/// </summary>
/// <param name="refuse">Throws when nobody may write any more; asked at each entry.</param>
internal sealed class WriteGate(Action? refuse = null) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public async ValueTask<Pass> EnterAsync(CancellationToken cancellation)
    {
        refuse?.Invoke();
        await _turn.WaitAsync(cancellation);
        return new Pass(() => _turn.Release());
    }

    public Pass Enter(CancellationToken cancellation)
    {
        refuse?.Invoke();
        _turn.Wait(cancellation);
        return new Pass(() => _turn.Release());
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>The right to write. Given back once, however often it is disposed.</summary>
    internal sealed class Pass(Action giveBack) : IDisposable
    {
        private Action? _giveBack = giveBack;

        public void Dispose() => Interlocked.Exchange(ref _giveBack, null)?.Invoke();
    }
}
