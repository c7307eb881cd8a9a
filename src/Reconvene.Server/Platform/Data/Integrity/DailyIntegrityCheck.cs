using System.Data.Common;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Alerts;

namespace Reconvene.Server.Platform.Data.Integrity;

/// <summary>Looks for damage once a day, and tells every tenant once there is some.</summary>
internal sealed partial class DailyIntegrityCheck : Rounds, IHostedLifecycleService
{
    private const string Kind = "database.damaged";
    private const string Subject = "database";

    private readonly CheckIntegrity _check;
    private readonly Damage _damage;
    private readonly Database _database;
    private readonly Alerts.Alerts _alerts;
    private readonly ILogger<DailyIntegrityCheck> _logger;
    private int _rounds;

    public DailyIntegrityCheck(
        CheckIntegrity check, Damage damage, Database database, Alerts.Alerts alerts, TimeProvider time,
        ILogger<DailyIntegrityCheck> logger)
        : base(TimeSpan.FromDays(1), isFirstAtOnce: true, time, logger)
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
        if (_damage.Found is not null)
        {
            return;
        }

        if (await _check.WholeAsync(cancellation) is { } what)
        {
            await _damage.FindAsync(what);
            return;
        }

        // Only this check reads everything, so only it can say that what was told is over.
        if (await ToldAsync(cancellation) is { Count: > 0 } told)
        {
            await ResolveAsync(told, cancellation);
        }
    }

    /// <summary>Not yet: what stops writing must find a server that has started, so that it can go on being read.</summary>
    public override Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => base.StartAsync(cancellationToken);

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The start has just looked in short: at once it is looked in whole only where damage was told before.</summary>
    protected override async Task RoundAsync(CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref _rounds) > 1 || (await ToldAsync(cancellation)).Count > 0)
        {
            await RunAsync(cancellation);
        }
    }

    /// <summary>The last thing that is written; that it may fail is in the nature of the matter.</summary>
    private async Task TellAsync(string sentence)
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            await using var work = await _database.BeginAsync(limit.Token);
            foreach (var tenant in await TenantsAsync(work, limit.Token))
            {
                await _alerts.RaiseAsync(work, new Alert(tenant, Kind, Subject, AlertSeverity.Error, sentence), limit.Token);
            }

            await work.CommitAsync(limit.Token);
        }
        catch (Exception error) when (error is DbException or OperationCanceledException)
        {
            Log.NotTold(_logger, error);
        }
    }

    private Task<IReadOnlyList<TenantId>> ToldAsync(CancellationToken cancellation) => _database.QueryAsync<TenantId>(
        "SELECT tenant_id FROM alerts WHERE kind = @Kind AND subject = @Subject AND resolved_at IS NULL ORDER BY tenant_id",
        new { Kind, Subject },
        cancellation);

    private async Task ResolveAsync(IReadOnlyList<TenantId> told, CancellationToken cancellation)
    {
        await using var work = await _database.BeginAsync(cancellation);
        foreach (var tenant in told)
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
