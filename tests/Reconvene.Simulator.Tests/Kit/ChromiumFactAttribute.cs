namespace Reconvene.Simulator.Tests.Kit;

/// <summary>Needs Chromium; says so when it is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute()
    {
        if (Browser.Program is null)
        {
            Skip = "Chromium is not installed; install the package chromium to run this test.";
        }
    }
}
