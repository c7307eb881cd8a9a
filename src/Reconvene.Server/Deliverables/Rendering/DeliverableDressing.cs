using System.Globalization;
using Reconvene.Server.Deliverables.Branding;

namespace Reconvene.Server.Deliverables.Rendering;

/// <summary>What a document is shown with, and does not say itself.</summary>
/// <param name="Brand">How it looks.</param>
/// <param name="RecordingPage">Where the recording can be played; null when nobody elsewhere could follow an address.</param>
/// <param name="MadeAt">When the document was made.</param>
internal sealed record DeliverableDressing(TenantBrand Brand, string? RecordingPage, DateTimeOffset MadeAt)
{
    /// <summary>Where that second is played. The only addresses in any format are these.</summary>
    public string? AddressOf(long startMs) => RecordingPage is null
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{RecordingPage}?t={Math.Max(0, startMs / 1000)}");
}
