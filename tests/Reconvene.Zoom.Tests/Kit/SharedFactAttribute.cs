namespace Reconvene.Zoom.Tests.Kit;

/// <summary>A test that needs the shared documents beside the repository; skipped, and said so, without them.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute()
    {
        if (SharedFiles.Root is null)
        {
            Skip = "The folder 'shared/zoom' is not beside the repository (or named by RECONVENE_SHARED).";
        }
    }
}
