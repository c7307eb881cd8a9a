using System.Data.Common;

namespace Reconvene.Server.Platform.Data;

/// <summary>
/// The database broke off while it committed, and could not be asked afterwards: the change is there, or it is not. Who
/// writes again must write under the same key.
/// </summary>
internal sealed class OutcomeUnknownException(string message, Exception inner) : DbException(message, inner);
