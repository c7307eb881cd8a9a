using System.Data.Common;

namespace Reconvene.Server.Platform.Data;

/// <summary>The database did not answer within the patience of whoever waits.</summary>
/// <param name="patience">How long that is.</param>
/// <param name="unfinished">What was asked: it ends when the driver lets go of it, and nobody waits for it.</param>
/// <param name="inner">What ended the wait.</param>
internal sealed class DatabaseTooSlowException(TimeSpan patience, Task unfinished, Exception inner)
    : DbException($"The database did not answer within {patience:g}.", inner)
{
    public Task Unfinished => unfinished;
}
