using System.Diagnostics.CodeAnalysis;

namespace Reconvene.Server.Platform.Audit;

/// <summary>The audit trail cannot be verified at all; the message says why.</summary>
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "Only the command line catches it.")]
internal sealed class AuditRefusedException(string message) : Exception(message);
