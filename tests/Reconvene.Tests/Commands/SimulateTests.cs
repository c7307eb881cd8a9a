using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Reconvene.Testing;

namespace Reconvene.Tests.Commands;

public sealed class SimulateTests
{
    [Fact]
    public async Task The_simulator_prints_one_document_with_its_world_and_runs_until_SIGTERM()
    {
        using var folder = new TestFolder();
        await using var simulator = ChildHost.Start(folder.Path, ["simulate", "--urls", "http://127.0.0.1:0", "--seed", "7"]);
        var address = await simulator.WaitUntilReadyAsync();
        simulator.Send(ChildHost.SigTerm);
        Assert.Equal(ExitCodes.Done, await simulator.WaitForExitAsync());

        using var told = JsonDocument.Parse(simulator.Out);
        Assert.Equal(address, new Uri(told.RootElement.GetProperty("address").GetString()!));
        Assert.StartsWith("simsecret_", told.RootElement.GetProperty("world").GetProperty("client_secret").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(told.RootElement.GetProperty("world").GetProperty("meetings").EnumerateArray());
    }

    [Fact]
    public async Task A_server_of_models_listens_beside_it_when_it_has_an_address()
    {
        using var folder = new TestFolder();
        var address = $"http://127.0.0.1:{FreePort()}";
        await using var simulator = ChildHost.Start(
            folder.Path, ["simulate", "--urls", "http://127.0.0.1:0", "--model-urls", address, "--model-key", "sk-canary"]);
        await simulator.WaitUntilReadyAsync();
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", "sk-canary");

        var models = await http.GetStringAsync(new Uri(address + "/v1/models"));
        simulator.Send(ChildHost.SigTerm);

        Assert.Equal(ExitCodes.Done, await simulator.WaitForExitAsync());
        Assert.Contains("whisper-1", models, StringComparison.Ordinal);
        using var told = JsonDocument.Parse(simulator.Out);
        Assert.Equal(address + "/v1", told.RootElement.GetProperty("model_base_url").GetString());
        Assert.DoesNotContain("sk-canary", simulator.Out, StringComparison.Ordinal);
    }

    private static int FreePort()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_shows_a_certificate_answers_by_the_names_that_it_is_given_and_has_a_large_world(bool isPem)
    {
        using var folder = new TestFolder();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=api.sim.example", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(100));
        string[] certificate = isPem
            ? ["--certificate", Write("a.pem", made.ExportCertificatePem()), "--certificate-key", Write("a.key", key.ExportPkcs8PrivateKeyPem())]
            : ["--certificate", Write("a.pfx", made.Export(X509ContentType.Pfx, "canary")), "--certificate-password", "canary"];
        await using var simulator = ChildHost.Start(
            folder.Path,
            [
                "simulate", "--urls", "https://127.0.0.1:0", .. certificate, "--api-host", "api.sim.example", "--oauth-host", "oauth.sim.example",
                "--web-host", "web.sim.example", "--file-host", "files.sim.example", "--world", "large", "--recordings", "40", "--users", "3", "--years", "1",
            ]);
        var address = await simulator.WaitUntilReadyAsync();
        using var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == made.Thumbprint,
            },
        };
        using var http = new HttpClient(handler) { BaseAddress = address };
        var totals = await http.GetStringAsync(new Uri("/_control/totals", UriKind.Relative));
        simulator.Send(ChildHost.SigTerm);
        Assert.Equal(ExitCodes.Done, await simulator.WaitForExitAsync());

        Assert.Equal(Uri.UriSchemeHttps, address.Scheme);
        Assert.Contains("40", totals, StringComparison.Ordinal);
        foreach (var name in (string[])["api", "oauth"])
        {
            Assert.Contains($"{name}.sim.example", simulator.Out, StringComparison.Ordinal);
        }

        string Write(string name, object content)
        {
            var path = Path.Combine(folder.Path, name);
            File.WriteAllBytes(path, content as byte[] ?? Encoding.ASCII.GetBytes((string)content));
            return path;
        }
    }
}
