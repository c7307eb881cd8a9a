using System.Diagnostics.CodeAnalysis;

namespace Reconvene.Server.Platform.Data;

/// <summary>The database and this program do not belong together; nothing was changed.</summary>
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "Only the program catches it.")]
internal sealed class MigrationRefusedException(string message) : StartRefusedException(message);
