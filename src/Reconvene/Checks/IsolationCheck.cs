using Reconvene.Server.Platform.Programs;

namespace Reconvene.Checks;

/// <summary>Whether outside programs can be kept away from the network and from other processes here.</summary>
internal sealed class IsolationCheck : ICheck
{
    private const string Name = "outside programs";

    public async Task<CheckResult> RunAsync(CancellationToken cancellation)
    {
        if (OutsidePrograms.Find("prlimit") is null || OutsidePrograms.Find("setsid") is null)
        {
            return new(Name, CheckState.Off, "None are run, because nothing can limit them here.", "To have them: apt-get install util-linux");
        }

        return await OutsidePrograms.TryIsolationAsync() switch
        {
            Isolation.Namespaces => new(Name, CheckState.Ok, "They run without network, in namespaces of their own."),
            Isolation.UserNamespace => new(Name, CheckState.Ok, "They run without network, in a user namespace of their own."),
            _ => new(
                Name,
                CheckState.Warning,
                "This system lets them have no namespace: they run within limits, and could reach the network.",
                "Allow user namespaces (sysctl user.max_user_namespaces; kernel.unprivileged_userns_clone)."),
        };
    }
}
