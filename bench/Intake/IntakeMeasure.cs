using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Reconvene.Bench.Kit;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Secrets;
using Reconvene.Server.Webhooks.Inbox;
using Reconvene.Server.ZoomApps;

namespace Reconvene.Bench.Intake;

/// <summary>
/// Durable intake: signed events over HTTP, each answered once it is stored, against the same rows written in groups of
/// the same size with nothing before the database.
/// </summary>
internal sealed class IntakeMeasure(Storage storage) : IMeasure
{
    private const int Clients = 64;
    private const int EventsEach = 20_000;
    private const double Half = 0.5;
    private static readonly Dictionary<string, string?> Nothing = new(StringComparer.Ordinal);

    private int _round;

    public string Name => $"intake-{storage}";

    public string Says => "Signed events from 64 clients, stored before the answer, against the same rows in the same batches without HTTP.";

    public async Task<IReadOnlyList<Figure>> RunAsync(Setting setting, CancellationToken cancellation)
    {
        await using var server = await BenchServer.StartAsync(setting, storage, $"intake-{storage}", Nothing, cancellation);
        await using var bare = await BenchServer.StartAsync(setting, storage, $"rows-{storage}", Nothing, cancellation);
        await AddAppAsync(server, cancellation);
        var app = await AddAppAsync(bare, cancellation);

        // The groups of the rounds before decide how the rows of the reference are put together.
        var groups = new GroupsSeen();
        await OursAsync(server, groups, cancellation);
        groups.Forget();
        await OursAsync(server, groups, cancellation);
        await ReferenceAsync(bare, app, groups.Mean, cancellation);
        var pair = await SideBySide.RunAsync(
            setting,
            stop => ReferenceAsync(bare, app, groups.Mean, stop),
            stop => OursAsync(server, groups, stop),
            cancellation);
        var figure = pair.Ratio($"Durable intake, {Clients} clients, {storage}", Bar.AtLeast, Half, "events/s");
        return [figure with { Behind = string.Create(CultureInfo.InvariantCulture, $"{figure.Behind}, {groups.Mean} in a group") }];
    }

    private static async Task<ZoomAppId> AddAppAsync(BenchServer server, CancellationToken cancellation)
    {
        var outcome = await server.Get<SaveZoomApp>().MakeAsync(
            new TenantId(1), new("bench", "client-of-the-bench", null, null, [Events.Secret]), cancellation);
        return outcome is ZoomAppOutcome.Saved saved
            ? new ZoomAppId(saved.App.Id)
            : throw new InvalidOperationException("The bench's app was not made.");
    }

    private string NextRound() => $"{storage}{++_round}";

    private async Task<double> OursAsync(BenchServer server, GroupsSeen groups, CancellationToken cancellation)
    {
        using var load = Child.Start(
            Load.Kind, $"127.0.0.1:{server.Address.Port}", NextRound(), $"{EventsEach}", $"{Clients}");
        await load.HearAsync(cancellation);
        using (groups.Count(EventsEach))
        {
            await load.TellAsync("go", cancellation);
            var seconds = double.Parse(await load.HearAsync(cancellation), CultureInfo.InvariantCulture);
            await load.EndedAsync(cancellation);
            await server.Get<Server.Webhooks.Pump.WebhookPump>().DrainAsync(cancellation);
            return EventsEach / seconds;
        }
    }

    private async Task<double> ReferenceAsync(BenchServer bare, ZoomAppId app, int group, CancellationToken cancellation)
    {
        var store = bare.Get<WebhookStore>();
        var rows = await RowsAsync(bare.Get<Sealer>(), app, cancellation);
        var watch = Stopwatch.StartNew();
        foreach (var some in rows.Chunk(group))
        {
            await store.InsertAsync(some, cancellation);
        }

        return EventsEach / watch.Elapsed.TotalSeconds;
    }

    private async Task<List<InboxRow>> RowsAsync(Sealer sealer, ZoomAppId app, CancellationToken cancellation)
    {
        var rows = new List<InboxRow>(EventsEach);
        var (round, tenant, now) = (NextRound(), new TenantId(1), TimeProvider.System.GetUtcNow());
        for (var number = 0; number < EventsEach; number++)
        {
            var body = Events.Body(round, number);
            var hash = SHA256.HashData(body);
            rows.Add(new InboxRow
            {
                Tenant = tenant,
                App = app,
                BodyHash = hash,
                Event = "meeting.participant_joined",
                EventAt = now,
                AccountId = Events.AccountId,
                SecretNumber = 1,
                ReceivedAt = now,
                BodySealed = await sealer.SealAsync(tenant, WebhookInbox.BodyPlace(hash), body, cancellation),
            });
        }

        return rows;
    }
}
