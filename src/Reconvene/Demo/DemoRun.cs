using Reconvene.Client;
using Reconvene.Client.Accounts;
using Reconvene.Hosting;
using Reconvene.Output;
using Reconvene.Server;

namespace Reconvene.Demo;

/// <summary>The demo from the empty folder to the table. Every step may have been done by an earlier run.</summary>
internal sealed class DemoRun(ServerOptions options, RunningServer server, DemoWorld world, Terminal terminal, TimeProvider time)
{
    private const int DaysBack = 45;

    private DemoState _state = null!;

    public async Task<DemoReport> RunAsync(DemoState state, CancellationToken cancellation)
    {
        _state = state;
        await KeepAsync(_state with { SimulatorPort = world.Port }, cancellation);
        using var client = await SignInAsync(cancellation);
        var api = new DemoApi(client);
        var before = await api.RecordingsAsync(cancellation);

        terminal.Say("Connecting the simulated Zoom account…");
        world.LeadBackTo(server.Addresses[0]);
        var credential = await api.ConnectAsync(world, cancellation);
        var target = await api.TakeEventsAsync(world, cancellation);
        if (_state.SourceId is null)
        {
            await KeepAsync(_state with { SourceId = await api.AddSourceAsync(credential, cancellation) }, cancellation);
        }

        var held = await SyncAndHoldAsync(api, target, cancellation);
        var after = await new DemoPatience(api, time).SettledAsync(
            held, open => terminal.Say($"Under way: {open}"), cancellation);
        return new DemoReport(before, after);
    }

    /// <summary>First sync, then the meeting, so that one recording is learned by webhook; later runs only find it again.</summary>
    private async Task<string> SyncAndHoldAsync(DemoApi api, Uri target, CancellationToken cancellation)
    {
        if (_state.HasHeldMeeting)
        {
            var known = await world.HoldMeetingAsync(target: null, cancellation);
            await SyncAsync(api, cancellation);
            return known;
        }

        await SyncAsync(api, cancellation);
        terminal.Say("Holding a meeting, which is told by webhook…");
        await world.ValidateAsync(target, cancellation);
        var held = await world.HoldMeetingAsync(target, cancellation);
        await KeepAsync(_state with { HasHeldMeeting = true }, cancellation);
        return held;
    }

    private Task SyncAsync(DemoApi api, CancellationToken cancellation)
    {
        terminal.Say($"Looking for the recordings of the last {DaysBack} days…");
        var today = DateOnly.FromDateTime(_state.StartedAt.UtcDateTime);
        return api.SyncAsync(_state.SourceId!.Value, today.AddDays(-DaysBack), today, cancellation);
    }

    private async Task<ReconveneClient> SignInAsync(CancellationToken cancellation)
    {
        var address = server.Addresses[0];
        if (_state.ApiKey is null)
        {
            await OwnerSetup.EnsureAsync(server.Services, _state.OwnerEmail, _state.OwnerPassword, cancellation);
            using var anonymous = ReconveneClient.Connect(address, key: null);
            var session = await anonymous.LogInAsync(_state.OwnerEmail, _state.OwnerPassword, cancellation);
            using var owner = anonymous.WithKey(session.AccessToken);
            var made = await owner.CreateApiKeyAsync("demo", ApiKeyScope.Manage, cancellation);
            await KeepAsync(_state with { ApiKey = made.Key }, cancellation);
        }

        return ReconveneClient.Connect(address, _state.ApiKey);
    }

    private Task KeepAsync(DemoState state, CancellationToken cancellation)
    {
        _state = state;
        return state.SaveAsync(options.DataFolder, cancellation);
    }
}
