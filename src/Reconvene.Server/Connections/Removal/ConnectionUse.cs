namespace Reconvene.Server.Connections.Removal;

/// <summary>What rests on a connection.</summary>
internal sealed class ConnectionUse
{
    public long Sources { get; init; }

    public long Recordings { get; init; }

    public bool IsUnused => Sources is 0 && Recordings is 0;
}
