using System.Text.Json;
using Reconvene.Server.Accounts;
using Reconvene.Server.Jobs;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Bench.Downloads;

/// <summary>Stands for the job around the step: its word of progress costs what the real one costs, a transaction.</summary>
internal sealed class FetchContext(Database database, string subject) : StepContext
{
    public override JobId Job => default;

    public override TenantId Tenant => new(1);

    public override string Subject => subject;

    public override string Account => "1";

    public override int Attempts => 0;

    public override JsonElement? Input => null;

    public override JsonElement? Bookmark => null;

    public override async Task MarkAsync(int progress, string status, object? bookmark, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        await work.ExecuteAsync(
            "UPDATE tenants SET name = @status WHERE id = @tenant", new { status, tenant = Tenant }, cancellation);
        await work.CommitAsync(cancellation);
    }
}
