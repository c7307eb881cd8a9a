using System.Data.Common;

namespace Reconvene.Server.Platform.Data.Integrity;

/// <summary>The database was found damaged, so nothing more is written into it.</summary>
internal sealed class DatabaseDamagedException(string message) : DbException(message);
