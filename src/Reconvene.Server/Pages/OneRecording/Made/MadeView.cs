using Reconvene.Client.Deliverables;

namespace Reconvene.Server.Pages.OneRecording.Made;

/// <summary>One deliverable of a recording.</summary>
/// <param name="Deliverable">With its text.</param>
/// <param name="TemplateTitle">What people call its template; null for the built-in one and for one that is gone.</param>
/// <param name="Earlier">What it was before, newest first.</param>
internal sealed record MadeView(DeliverableView Deliverable, string? TemplateTitle, IReadOnlyList<DeliverableVersionView> Earlier);
