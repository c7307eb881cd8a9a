namespace Reconvene.Server.Platform.Data;

/// <summary>The few places where the two engines differ. Everything else is one set of SQL.</summary>
internal sealed class Dialect(Engine engine)
{
    public Engine Engine { get; } = engine;

    /// <summary>
    /// Ends a sub-select that picks rows to work on: rows another transaction holds are passed over on PostgreSQL;
    /// SQLite has one writer, so nothing is held.
    /// </summary>
    public string SkipLocked => Engine is Engine.Postgres ? "FOR UPDATE SKIP LOCKED" : "";
}
