using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Reconvene.Server.Deliverables;

/// <summary>How deliverables are made. Section <c>Deliverables</c>.</summary>
internal sealed class DeliverableOptions
{
    public const string Auto = "auto";
    public const string Off = "off";

    /// <summary>
    /// Which program makes PDF: <c>auto</c>, <c>weasyprint</c>, <c>chromium</c> or <c>off</c>. By default the first of the
    /// two that is installed.
    /// </summary>
    [RegularExpression("(?i)^(auto|weasyprint|chromium|off)$", ErrorMessage = "Deliverables:PdfBy must be auto, weasyprint, chromium or off.")]
    public string PdfBy { get; set; } = Auto;
}

[OptionsValidator]
internal sealed partial class DeliverableOptionsValidator : IValidateOptions<DeliverableOptions>;
