namespace Reconvene.Server.Deliverables.Rendering.Pdf;

/// <summary>What came of the wish for a PDF.</summary>
internal abstract record PdfOutcome
{
    internal sealed record Made(byte[] Bytes) : PdfOutcome;

    /// <summary>No program is there that could, or none may.</summary>
    internal sealed record Unavailable(string Reason) : PdfOutcome;

    /// <summary>So many are being made that this one did not get its turn.</summary>
    internal sealed record Busy : PdfOutcome;

    /// <summary>The program could not make it of this document.</summary>
    internal sealed record Failed(string Reason) : PdfOutcome;
}
