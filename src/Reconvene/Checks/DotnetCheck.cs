using System.Runtime.InteropServices;

namespace Reconvene.Checks;

internal sealed class DotnetCheck : ICheck
{
    public Task<CheckResult> RunAsync(CancellationToken cancellation) => Task.FromResult(new CheckResult(
        ".NET", CheckState.Ok, $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}"));
}
