using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Connections.Rates;
using Reconvene.Server.Connections.Rates.Store;
using Reconvene.Server.Platform.Data;
using Reconvene.Simulator;
using Reconvene.Simulator.Control.Limits;
using Reconvene.Testing;
using Reconvene.Zoom;
using Reconvene.Zoom.OAuth;

namespace Reconvene.Server.Tests.Connections.Rates;

/// <summary>The whole budget, from the row to the wire, beside another program that Zoom serves first.</summary>
public sealed class OtherProgramTests
{
    private const int Callers = 30;

    private readonly DrivenTime _time = new();

    /// <summary>
    /// Zoom allows twenty, and another program takes ten of them. We ask for nine while the rate is half, pause after each
    /// refusal, and find out every eight seconds whether there is more.
    /// </summary>
    [Theory]
    [InlineData(LimitWindow.Fixed, LimitHeaderForm.None, null)]
    [InlineData(LimitWindow.Sliding, LimitHeaderForm.None, null)]
    [InlineData(LimitWindow.Fixed, LimitHeaderForm.CategoryOnly, RetryAfterForm.Seconds)]
    [InlineData(LimitWindow.Fixed, LimitHeaderForm.Full, null)]
    [InlineData(LimitWindow.Sliding, LimitHeaderForm.Full, null)]
    public async Task Beside_another_program_that_takes_half_ours_is_used_and_all_of_it_ten_seconds_after_that_stops(
        LimitWindow window, LimitHeaderForm headers, RetryAfterForm? retryAfter)
    {
        await using var zoom = await ZoomSimulator.StartAsync(
            new SimulatorOptions
            {
                TimeProvider = _time,
                Limits = new LimitSettings { Window = window, Headers = headers, RetryAfter = retryAfter },
            },
            CancellationToken.None);
        await using var files = await TestDatabase.CreateAsync(TestEngine.Sqlite);
        await using var database = await TenantAsync(files);
        using var handler = ZoomHttp.CreateHandler();
        using var wire = new Wire(_time, handler);
        using var http = new HttpMessageInvoker(wire);
        var client = await ClientAsync(zoom, database, http);
        var limits = zoom.Control.Limits;
        var start = _time.GetUtcNow();
        var stops = start.AddSeconds(60);
        var other = new OtherProgram { Label = LimitLabel.Medium, Share = 0.5 };
        limits.SetOtherProgram(other);

        _time.Drive(() => Task.WhenAll(
            CallLoop.RunAsync(
                _time,
                Callers,
                TimeSpan.FromSeconds(80),
                async () => (await client.ProbeAsync(null, CancellationToken.None) as ZoomResult<ZoomProbe>.Failed)?.Failure,
                () => { }),
            StopAsync(limits, other, stops)));

        var (beside, after, whole) = (Use(limits, start, stops), Use(limits, stops.AddSeconds(1), stops.AddSeconds(20)), Use(limits, stops.AddSeconds(11), stops.AddSeconds(20)));
        var told = string.Create(
            CultureInfo.InvariantCulture,
            $"Beside it {beside.Taken} were served and {beside.Refused} refused, after it {after.Refused} were refused, and at the end {whole.Taken} were served.");
        Assert.True(beside.Refused is >= 1 and <= 9, told);
        Assert.True(beside.Taken >= 60 * 7.5, told);
        Assert.True(after.Refused is 0, told);
        Assert.True(whole.Taken >= 9 * 18 * 0.97, told);
    }

    private static LimitUse Use(LimitsControl limits, DateTimeOffset since, DateTimeOffset until) =>
        limits.Use(since, until).Single(use => use.Label is LimitLabel.Medium);

    private async Task<Database> TenantAsync(TestDatabase files)
    {
        var database = new Database(files.Options);
        await new Migrator(database, _time, NullLogger<Migrator>.Instance).RunAsync(CancellationToken.None);
        await using var work = await database.BeginAsync(CancellationToken.None);
        await work.ExecuteAsync("INSERT INTO tenants (id, name, created_at) VALUES (1, 'one', 0)", null, CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
        return database;
    }

    private async Task StopAsync(LimitsControl limits, OtherProgram other, DateTimeOffset at)
    {
        await Task.Delay(at - _time.GetUtcNow(), _time);
        limits.SetOtherProgram(other with { Share = 0 });
    }

    private async Task<ZoomClient> ClientAsync(ZoomSimulator zoom, Database database, HttpMessageInvoker http)
    {
        var endpoints = ZoomEndpoints.Create(
            new Uri(zoom.Address, "/v2").ToString(), new Uri(zoom.Address, "/oauth").ToString(), []);
        var world = zoom.Control.World();
        using var handler = ZoomHttp.CreateHandler();
        using var plain = new HttpMessageInvoker(handler);
        var token = await new ZoomOAuth(plain, endpoints, _time).RequestServerToServerAsync(
            world.AccountId, world.ClientId, new Secret(world.ClientSecret), CancellationToken.None);
        var source = new RateSource(
            new RateStore(database, new TellSleep(new(_time)), _time), _time, NullLogger<RateSource>.Instance);
        var budgets = new RateBudgets(source, Options.Create(new ZoomOptions()), _time);
        var connection = new ZoomConnection { Id = new(1), TenantId = TenantId.First, AccountId = world.AccountId };
        return new ZoomClient(http, endpoints, new Held(token), _time, budgets.For(connection, ""));
    }

    /// <summary>The way to the simulator takes no time of the driven clock.</summary>
    private sealed class Wire(DrivenTime time, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            time.ElsewhereAsync(() => WholeAsync(request, cancellationToken));

        private async Task<HttpResponseMessage> WholeAsync(HttpRequestMessage request, CancellationToken cancellation)
        {
            var answer = await base.SendAsync(request, cancellation);
            await answer.Content.LoadIntoBufferAsync(cancellation);
            return answer;
        }
    }

    private sealed class Held(ZoomResult<ZoomToken> token) : IZoomTokenSource
    {
        public ValueTask<ZoomResult<ZoomToken>> GetAsync(CancellationToken cancellation) => new(token);

        public ValueTask<ZoomResult<ZoomToken>> ReplaceAsync(ZoomToken refused, CancellationToken cancellation) => new(token);
    }
}
