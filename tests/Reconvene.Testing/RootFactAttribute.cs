using Xunit;

namespace Reconvene.Testing;

/// <summary>A test that mounts a file system: skipped, and said so, where the user may not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute() => Skip = SmallDisk.WhyNot;
}
