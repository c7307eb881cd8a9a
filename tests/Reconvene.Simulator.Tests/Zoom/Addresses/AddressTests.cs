using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Control;
using Reconvene.Simulator.Control.Addresses;
using Reconvene.Simulator.Control.Phone;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.Zoom.Addresses;

public class AddressTests
{
    private static readonly string[] Names = ["api.zoom.us", "zoom.us", "us02web.zoom.us", "ssrweb.zoom.us"];

    [Theory]
    [InlineData("pfx")]
    [InlineData("pem")]
    [InlineData("one pem")]
    public async Task A_certificate_is_shown_whatever_file_it_comes_in(string form)
    {
        using var certificate = new TestCertificate(Names);
        await using var simulator = await ZoomSimulator.StartAsync(
            new SimulatorOptions { Certificate = Form(certificate, form) }, CancellationToken.None);
        using var http = Led(simulator, certificate);

        var world = await http.GetStringAsync(new Uri("https://api.zoom.us/_control/world"));

        Assert.Equal("https", simulator.Address.Scheme);
        Assert.Equal(simulator.Control.World().ClientId, JsonNode.Parse(world)!["client_id"]!.ToString());
    }

    [Fact]
    public async Task A_client_that_knows_only_Zooms_own_names_gets_from_the_token_to_the_bytes()
    {
        using var certificate = new TestCertificate(Names);
        await using var simulator = await StartAsync(certificate);
        using var http = Led(simulator, certificate);
        var world = simulator.Control.World();

        using var ask = new HttpRequestMessage(
            HttpMethod.Post, new Uri($"https://zoom.us/oauth/token?grant_type=account_credentials&account_id={world.AccountId}"));
        ask.Headers.Authorization = Sim.Basic(world.ClientId, world.ClientSecret);
        using var answer = await http.SendAsync(ask);
        var token = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token["access_token"]!.ToString());
        var list = JsonNode.Parse(await http.GetStringAsync(new Uri($"{token["api_url"]}/v2/users/me/recordings")))!;
        var meeting = simulator.Control.World().Meetings.First(one => one.Topic.StartsWith("Weekly", StringComparison.Ordinal));
        var read = JsonNode.Parse(await http.GetStringAsync(new Uri($"https://api.zoom.us/v2/meetings/{meeting.Number}/recordings")))!;
        var file = read["recording_files"]!.AsArray().First(one => one!["file_type"]!.ToString() == "TRANSCRIPT")!;
        using var first = await http.GetAsync(new Uri(file["download_url"]!.ToString()));
        var bytes = await http.GetByteArrayAsync(first.Headers.Location);

        Assert.Equal("https://api.zoom.us", token["api_url"]!.ToString());
        Assert.NotNull(list["meetings"]);
        Assert.StartsWith("https://us02web.zoom.us/rec/download/", file["download_url"]!.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("https://us02web.zoom.us/rec/share/", read["share_url"]!.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("https://ssrweb.zoom.us/ssr/", first.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(simulator.Control.ContentSha256(file["id"]!.ToString()), Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Assert.Equal(
            "zoom.us api.zoom.us api.zoom.us us02web.zoom.us ssrweb.zoom.us",
            string.Join(' ', simulator.Control.Log.Select(request => request.Host)));
    }

    [Fact]
    public async Task Events_and_the_phone_name_the_hosts_too()
    {
        using var certificate = new TestCertificate(Names);
        await using var simulator = await StartAsync(certificate);
        await using var receiver = await Receiver.StartAsync();
        simulator.Control.WebhookTarget = receiver.Address;

        await simulator.Control.HoldMeetingAsync(new HoldMeeting { Files = ["chat"] }, CancellationToken.None);
        await simulator.Control.Phone.HoldCallAsync(new HoldCall(), CancellationToken.None);

        var completed = receiver.Letters.Single(letter => letter.Text.Contains("\"recording.completed\"", StringComparison.Ordinal));
        var call = receiver.Letters.Single(letter => letter.Text.Contains("phone.recording_completed", StringComparison.Ordinal));
        Assert.Contains("\"https://us02web.zoom.us/rec/webhook_download/", completed.Text, StringComparison.Ordinal);
        Assert.Contains("\"https://api.zoom.us/v2/phone/recording/download/", call.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", completed.Text + call.Text, StringComparison.Ordinal);
        Assert.Equal(("https://api.zoom.us/", "https://zoom.us/"), (simulator.ApiAddress.AbsoluteUri, simulator.OAuthAddress.AbsoluteUri));
    }

    [Fact]
    public async Task Without_names_answers_follow_the_name_that_was_called()
    {
        await using var sim = await Sim.StartAsync();

        using var answer = await sim.SendAsync(HttpMethod.Get, "/v2/users/me/recordings?from=" + sim.Day(-10), change: request => request.Headers.Host = "zoom.test:81");

        Assert.Contains("http://zoom.test:81/rec/download/", (await sim.JsonAsync(answer)).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_work_is_told_at_the_start()
    {
        using var certificate = new TestCertificate(Names);
        SimulatorOptions[] wrong =
        [
            new() { Urls = "https://127.0.0.1:0" },
            new() { Certificate = new SimulatorCertificate { Path = "/nowhere.pfx" } },
            new() { Certificate = new SimulatorCertificate { Path = certificate.Pfx("right"), Password = "wrong" } },
            new() { Certificate = new SimulatorCertificate { Path = certificate.Pem() } },
            new() { Hosts = new SimulatorHosts { Api = "zoom.us/v2" } },
        ];

        foreach (var options in wrong)
        {
            await Assert.ThrowsAsync<ArgumentException>(() => ZoomSimulator.StartAsync(options, CancellationToken.None));
        }
    }

    private static Task<ZoomSimulator> StartAsync(TestCertificate certificate) => ZoomSimulator.StartAsync(
        new SimulatorOptions { Certificate = Form(certificate, "pem"), Hosts = SimulatorHosts.Zoom, WithPhoneScopes = true }, CancellationToken.None);

    private static SimulatorCertificate Form(TestCertificate certificate, string form) => form switch
    {
        "pfx" => new SimulatorCertificate { Path = certificate.Pfx("secret"), Password = "secret" },
        "pem" => new SimulatorCertificate { Path = certificate.Pem(), KeyPath = certificate.PemKey() },
        _ => new SimulatorCertificate { Path = certificate.PemWithKey() },
    };

    /// <summary>Every name leads to the simulator, and only the test's certificate is trusted.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The client owns it.")]
    private static HttpClient Led(ZoomSimulator simulator, TestCertificate certificate) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        ConnectCallback = (_, cancellation) => ConnectAsync(simulator, cancellation),
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, shown, _, errors) =>
                shown?.GetCertHashString() == certificate.Thumbprint && !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch),
        },
    });

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The stream owns it.")]
    private static async ValueTask<Stream> ConnectAsync(ZoomSimulator simulator, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, simulator.Address.Port, cancellation);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
