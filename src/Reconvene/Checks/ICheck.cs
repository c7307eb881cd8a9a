namespace Reconvene.Checks;

/// <summary>Looks at one thing on this machine and changes nothing.</summary>
internal interface ICheck
{
    Task<CheckResult> RunAsync(CancellationToken cancellation);
}
