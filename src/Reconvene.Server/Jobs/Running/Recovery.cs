namespace Reconvene.Server.Jobs.Running;

/// <summary>
/// A firing whose node died. Which firing it was is not known: the same step may since have been started by a node that
/// lives, and is then its business.
/// </summary>
/// <param name="Living">Nodes whose running rows are left to them.</param>
internal sealed record Recovery(IReadOnlySet<string> Living);
