namespace Reconvene.Server.Platform.Audit;

/// <summary>Which entries a list shows; what is null does not narrow it.</summary>
internal sealed record AuditFilter(string? Action, string? Subject, DateTimeOffset? From, DateTimeOffset? Until);
