using Xunit;

namespace Reconvene.Testing;

/// <summary>A theory on a real document that stands beside the repository; skipped, and said so, where it does not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedTheoryAttribute : TheoryAttribute
{
    public SharedTheoryAttribute(string file)
    {
        File = file;
        if (SharedFactAttribute.PathOf(file) is null)
        {
            Skip = $"The document {file} does not stand in a folder 'shared' beside the repository.";
        }
    }

    public string File { get; }
}
