using Reconvene.Server.Platform.Programs;

namespace Reconvene.Server.Deliverables.Rendering.Pdf;

/// <summary>A program of the system that makes a PDF of a page.</summary>
internal interface IPdfProgram
{
    /// <summary>As the setting has it.</summary>
    string Name { get; }

    bool IsInstalled { get; }

    /// <summary>Makes <paramref name="pdf"/> of <paramref name="page"/>, both names of files in the place.</summary>
    Task<ProgramOutcome> RunAsync(ProgramPlace place, string page, string pdf, DateTimeOffset madeAt, CancellationToken cancellation);
}
