namespace Reconvene.Browser.Tests;

/// <summary>Needs Chromium; says so when it is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute()
    {
        if (Chromium.Path is null)
        {
            Skip = "Chromium is not installed; install the package chromium to run this test.";
        }
    }
}
