using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Control;

namespace Reconvene.Simulator.Tests.Kit;

/// <summary>A running simulator, a plain client for it, and a time limit for the whole test.</summary>
internal sealed class Sim : IAsyncDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(2));

    private Sim(ZoomSimulator simulator)
    {
        Simulator = simulator;
        Http.BaseAddress = simulator.Address;
    }

    public ZoomSimulator Simulator { get; }

    public SimulatorControl Control => Simulator.Control;

    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });

    public CancellationToken Cancellation => _limit.Token;

    public static Task<Sim> StartAsync() => StartAsync(new SimulatorOptions());

    public static async Task<Sim> StartAsync(SimulatorOptions options)
    {
        var simulator = await ZoomSimulator.StartAsync(options, CancellationToken.None);
        return new Sim(simulator);
    }

    public async Task<HttpResponseMessage> AskTokenAsync(string? secret = null, string grant = "account_credentials", string? account = null)
    {
        var world = Control.World();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth/token")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["grant_type"] = grant,
                ["account_id"] = account ?? world.AccountId,
            }),
        };
        request.Headers.Authorization = Basic(world.ClientId, secret ?? world.ClientSecret);
        return await Http.SendAsync(request, Cancellation);
    }

    public static AuthenticationHeaderValue Basic(string name, string secret) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{secret}")));

    public async Task<string> TokenAsync()
    {
        using var answer = await AskTokenAsync();
        return (await JsonAsync(answer))["access_token"]!.ToString();
    }

    /// <summary>Sends with a fresh access token, or with the given one.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string target, string? token = null, string? body = null, Action<HttpRequestMessage>? change = null)
    {
        // Plain text on its way to a raw request: Uri would unescape a UUID.
        var address = new Uri(Simulator.Address.GetLeftPart(UriPartial.Authority) + target, new UriCreationOptions
        {
            DangerousDisablePathAndQueryCanonicalization = true,
        });
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? await TokenAsync());
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        change?.Invoke(request);
        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    public async Task<JsonNode> GetAsync(string target, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var answer = await SendAsync(HttpMethod.Get, target);
        Assert.Equal(expected, answer.StatusCode);
        return await JsonAsync(answer);
    }

    public async Task<JsonNode> JsonAsync(HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;

    /// <summary>Follows redirects by hand, keeping the token, and returns the bytes.</summary>
    public async Task<byte[]> DownloadAsync(string path, string? token = null)
    {
        token ??= await TokenAsync();
        for (var hop = 0; hop < 6; hop++)
        {
            using var answer = await SendAsync(HttpMethod.Get, path, token);
            if (answer.StatusCode != HttpStatusCode.Found)
            {
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                return await answer.Content.ReadAsByteArrayAsync(Cancellation);
            }

            path = answer.Headers.Location!.PathAndQuery;
        }

        throw new InvalidOperationException("More than five redirects.");
    }

    public string Day(int offset) =>
        Control.Now.UtcDateTime.AddDays(offset).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Simulator.DisposeAsync();
        _limit.Dispose();
    }
}
