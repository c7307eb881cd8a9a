namespace Reconvene.Simulator.Tests.Kit;

/// <summary>As <see cref="SharedFactAttribute"/>, for several samples.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedTheoryAttribute : TheoryAttribute
{
    public SharedTheoryAttribute()
    {
        if (Shared.Folder is null)
        {
            Skip = "The folder 'shared' with Zoom's samples is not beside the repository.";
        }
    }
}
