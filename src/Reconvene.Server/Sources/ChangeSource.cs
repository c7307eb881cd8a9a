using Reconvene.Client.Sources;
using Reconvene.Server.Connections;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Sources.Scheduling;

namespace Reconvene.Server.Sources;

/// <summary>Changes a source, already judged.</summary>
internal sealed class ChangeSource(Database database, SourceStore store, SubAccounts accounts)
{
    public async Task RunAsync(Source source, ZoomConnection connection, ChangeSourceRequest change, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        var kept = change with
        {
            Schedule = change.Schedule is null ? null : ScheduleRules.Kept(change.Schedule) ?? SourceTimes.Usual,
            ScheduleTimezone = ScheduleRules.KeptZone(change.ScheduleTimezone),
        };
        await store.ChangeAsync(work, source.Tenant, source.Id, kept, cancellation);
        if (change is { Config.AccountIds: { Count: > 0 } ids })
        {
            await accounts.AddAsync(work, connection, ids, cancellation);
        }

        await work.CommitAsync(cancellation);
    }
}
