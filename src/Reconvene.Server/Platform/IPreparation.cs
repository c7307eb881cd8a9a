namespace Reconvene.Server.Platform;

/// <summary>What must be so before the server listens, in the order of registration.</summary>
internal interface IPreparation
{
    Task RunAsync(CancellationToken cancellation);
}
