namespace Reconvene.Server.Jobs.Scheduling;

/// <summary>What the scheduler calls this node among the nodes of its database; empty until it has started.</summary>
internal sealed class ThisNode
{
    private volatile string _id = "";

    public string Id => _id;

    public void Is(string id) => _id = id;
}
