using Reconvene.Server.Deliverables.Templates;
using Reconvene.Server.Ledger;

namespace Reconvene.Server.Deliverables;

/// <summary>How a deliverable was made.</summary>
internal sealed class MakingRow
{
    public RecordingId RecordingId { get; init; }

    public string Template { get; init; } = "";

    /// <summary>Of its template; null for one that was made before this was kept.</summary>
    public string? TemplateForm { get; init; }

    public string? Maker { get; init; }

    public bool IsBy(Template template, string maker) => Template == template.Name && TemplateForm == template.Form && Maker == maker;
}
