using Reconvene.Server.Platform.Programs;

namespace Reconvene.Server.Tests.Platform.Programs;

/// <summary>Needs a system that lets programs have namespaces; says so when it does not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NamespacesFactAttribute : FactAttribute
{
    private static readonly Lazy<Isolation> Allowed = new(() => Task.Run(OutsidePrograms.TryIsolationAsync).GetAwaiter().GetResult());

    public NamespacesFactAttribute()
    {
        if (Allowed.Value is Isolation.None)
        {
            Skip = "This system lets programs have no namespaces; allow them (sysctl user.max_user_namespaces, kernel.unprivileged_userns_clone) to run this test.";
        }
    }
}
