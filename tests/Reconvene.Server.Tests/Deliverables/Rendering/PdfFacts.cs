using Reconvene.Server.Platform.Programs;

namespace Reconvene.Server.Tests.Deliverables.Rendering;

/// <summary>Needs WeasyPrint; says so when it is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WeasyPrintFactAttribute : FactAttribute
{
    public WeasyPrintFactAttribute()
    {
        if (OutsidePrograms.Find("weasyprint") is null)
        {
            Skip = "WeasyPrint is not installed; install the package weasyprint to run this test.";
        }
    }
}

/// <summary>Needs both programs that make PDF; says so when one is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PdfProgramsTheoryAttribute : TheoryAttribute
{
    public PdfProgramsTheoryAttribute()
    {
        if (OutsidePrograms.Find("weasyprint") is null || OutsidePrograms.Find("chromium") is null)
        {
            Skip = "WeasyPrint and Chromium are not both installed; install the packages weasyprint and chromium to run this test.";
        }
    }
}
