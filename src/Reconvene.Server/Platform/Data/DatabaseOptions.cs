namespace Reconvene.Server.Platform.Data;

/// <summary>Where the rows are. Decided by the command line before the host is built.</summary>
/// <param name="Engine">The engine that the connection string belongs to.</param>
/// <param name="ConnectionString">Complete connection string; may hold a password, so it is never logged.</param>
internal sealed record DatabaseOptions(Engine Engine, string ConnectionString)
{
    public override string ToString() => $"{Engine}";
}
