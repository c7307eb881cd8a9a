namespace Reconvene.Simulator.Tests.Kit;

/// <summary>Compares with Zoom's own samples; says so when they are not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute()
    {
        if (Shared.Folder is null)
        {
            Skip = "The folder 'shared' with Zoom's samples is not beside the repository.";
        }
    }
}
