using Reconvene.Server.Deliverables.Templates;

namespace Reconvene.Server.Deliverables;

/// <summary>What is to be made.</summary>
/// <param name="Template">How.</param>
/// <param name="Remark">Why it is not what was asked for; null when it is.</param>
internal sealed record PlannedDeliverable(Template Template, string? Remark);
