namespace Reconvene.Server.Platform.Data;

/// <summary>
/// Knows whether this flow of calls holds a write transaction. A second one inside it, or a call to the scheduler,
/// would wait for itself on SQLite for ever; both are refused at once instead.
/// </summary>
internal static class WriteScope
{
    private static readonly AsyncLocal<Mark?> Current = new();

    public static bool IsOpen => Current.Value is { IsOpen: true };

    /// <summary>Must be called from a method that is not async, so that the mark reaches the caller's flow.</summary>
    public static Mark Open()
    {
        Refuse("begin a second write transaction");
        var mark = new Mark();
        Current.Value = mark;
        return mark;
    }

    public static void Refuse(string act)
    {
        if (IsOpen)
        {
            throw new InvalidOperationException($"Cannot {act} inside a write transaction: commit it first.");
        }
    }

    internal sealed class Mark
    {
        public bool IsOpen { get; private set; } = true;

        public void Close() => IsOpen = false;
    }
}
