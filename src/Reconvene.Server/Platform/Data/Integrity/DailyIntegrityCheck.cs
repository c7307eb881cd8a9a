using System.Data.Common;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Alerts;

namespace Reconvene.Server.Platform.Data.Integrity;

/// <summary>Looks for damage once a day, and tells every tenant once there is some.</summary>
internal sealed partial class DailyIntegrityCheck : Rounds
{
    private const string Kind = "database.damaged";
    private const string Subject = "database";

    private readonly CheckIntegrity _check;
    private readonly Damage _damage;
    private readonly Database _database;
    private readonly Alerts.Alerts _alerts;
    private readonly ILogger<DailyIntegrityCheck> _logger;

    public DailyIntegrityCheck(
        CheckIntegrity check, Damage damage, Database database, Alerts.Alerts alerts, TimeProvider time,
        ILogger<DailyIntegrityCheck> logger)
        : base(TimeSpan.FromDays(1), isFirstAtOnce: false, time, logger)
    {
        _check = check;
        _damage = damage;
        _database = database;
        _alerts = alerts;
        _logger = logger;
        damage.TellFirst(TellAsync);
    }

    protected override string What => "looking for damage in the database";

    /// <summary>Looks now.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (_damage.Found is null && await _check.WholeAsync(cancellation) is { } what)
        {
            await _damage.FindAsync(what);
        }
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // It was checked before anything was written: what was told of an earlier file is over.
        await ResolveAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task RoundAsync(CancellationToken cancellation) => RunAsync(cancellation);

    /// <summary>The last thing that is written; that it may fail is in the nature of the matter.</summary>
    private async Task TellAsync(string what)
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            await using var work = await _database.BeginAsync(limit.Token);
            foreach (var tenant in await TenantsAsync(work, limit.Token))
            {
                await _alerts.RaiseAsync(work, new Alert(tenant, Kind, Subject, AlertSeverity.Error, what), limit.Token);
            }

            await work.CommitAsync(limit.Token);
        }
        catch (Exception error) when (error is DbException or OperationCanceledException)
        {
            Log.NotTold(_logger, error);
        }
    }

    private async Task ResolveAsync(CancellationToken cancellation)
    {
        await using var work = await _database.BeginAsync(cancellation);
        foreach (var tenant in await TenantsAsync(work, cancellation))
        {
            await _alerts.ResolveAsync(work, tenant, Kind, Subject, cancellation);
        }

        await work.CommitAsync(cancellation);
    }

    private static Task<IReadOnlyList<TenantId>> TenantsAsync(Work work, CancellationToken cancellation) =>
        work.QueryAsync<TenantId>("SELECT id FROM tenants ORDER BY id", null, cancellation);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "That the database is damaged could not be written where people see it; the log and /readyz say so")]
        public static partial void NotTold(ILogger logger, Exception error);
    }
}
