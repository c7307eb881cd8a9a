using Reconvene.Server.Deliverables.Rendering.Pdf;

namespace Reconvene.Server.Deliverables.Rendering;

/// <summary>What came of writing a deliverable in one format.</summary>
internal abstract record RenderedDeliverable
{
    /// <summary>It was written.</summary>
    /// <param name="Bytes">The file.</param>
    /// <param name="FileName">What to call it, after its title.</param>
    /// <param name="Policy">The policy for a browser that shows it.</param>
    internal sealed record File(byte[] Bytes, string FileName, string Policy) : RenderedDeliverable;

    /// <summary>There is no PDF of it now.</summary>
    internal sealed record NoPdf(PdfOutcome Outcome) : RenderedDeliverable;
}
