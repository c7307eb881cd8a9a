using Reconvene.Server.Platform.Data;

namespace Reconvene.Checks;

internal sealed class SqliteLibraryCheck : ICheck
{
    public Task<CheckResult> RunAsync(CancellationToken cancellation) =>
        Task.FromResult(new CheckResult("SQLite", CheckState.Ok, SqliteLibrary.Choose()));
}
