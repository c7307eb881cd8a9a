using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;
using Reconvene.Server.Platform.Egress;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Platform.Egress;

public sealed class EgressTests
{
    public static TheoryData<string> HiddenAddresses =>
    [
        "127.0.0.1", "127.1", "127.0.1", "127.255.255.254", "2130706433", "0x7f000001", "0x7f.1", "0x7f.0x0.0x0.0x1",
        "017700000001", "0177.0.0.1", "0177.1", "127.0.0.01", "0", "0.0.0.0", "localhost", "anything.example",
        "[::1]", "[0:0:0:0:0:0:0:1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:0:127.0.0.1]", "[::127.0.0.1]",
        "[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2002:7f00:1::1]",
        "[2001:0:4136:e378:8000:63bf:80ff:fffe]", "[2606:4700::5efe:127.0.0.1]", "[2606:4700::200:5efe:7f00:1]",
        "169.254.169.254", "169.254.43518", "169.16689662", "2852039166", "0xa9fea9fe", "0xA9.0xFE.0xA9.0xFE",
        "025177524776", "0251.0376.0251.0376", "0251.254.0xa9.254", "[::ffff:169.254.169.254]", "[::ffff:a9fe:a9fe]",
        "[::ffff:0:169.254.169.254]", "[::169.254.169.254]", "[64:ff9b::169.254.169.254]", "[64:ff9b::a9fe:a9fe]",
        "[2002:a9fe:a9fe::]", "[fe80::a9fe:a9fe]", "[fd00:ec2::254]",
        "10.0.0.1", "100.64.0.1", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1",
        "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "[fc00::1]", "[ff02::1]", "[2001:db8::1]", "[3fff::1]", "[fec0::1]", "[100::1]", "[5f00::1]",
    ];

    [Theory]
    [MemberData(nameof(HiddenAddresses))]
    public async Task An_address_that_is_not_public_is_not_called_however_it_is_written(string host)
    {
        using var listener = new Listener(IPAddress.Loopback);
        using var client = Client(lookUp: (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback, IPAddress.IPv6Loopback]));

        var refused = await Assert.ThrowsAsync<HttpRequestException>(
            () => client.GetAsync(new Uri($"http://{host}:{listener.Port}/")));

        var why = Assert.IsType<EgressRefusedException>(refused.InnerException);
        Assert.Contains("Egress:AllowedSubnets", why.Message, StringComparison.Ordinal);
        Assert.Equal(0, listener.Connections);
    }

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("::ffff:1.1.1.1")]
    [InlineData("64:ff9b::1.1.1.1")]
    public void An_address_of_the_internet_may_be_called(string address) =>
        Assert.Null(Rules().WhyNot(IPAddress.Parse(address)));

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.0/8")]
    [InlineData("2130706433", "127.0.0.1")]
    [InlineData("[::ffff:127.0.0.1]", "127.0.0.1/32")]
    public async Task A_subnet_that_the_operator_allowed_is_called(string host, string allowed)
    {
        using var listener = new Listener(IPAddress.Loopback);
        using var client = Client(allowed);

        using var answer = await client.GetAsync(new Uri($"http://{host}:{listener.Port}/"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_name_that_leads_well_first_and_privately_afterwards_is_not_followed_there()
    {
        var good = IPAddress.Parse("127.0.0.2");
        using var allowed = new Listener(good);
        using var inner = new Listener(IPAddress.Loopback, allowed.Port);
        var asked = 0;
        using var client = Client("127.0.0.2", (_, _) => Task.FromResult<IPAddress[]>([asked++ is 0 ? good : IPAddress.Loopback]));
        var address = new Uri($"http://turns.example:{allowed.Port}/");

        using (var answer = await client.GetAsync(address))
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        // Judged and connected to are one lookup: a second one, between the two, would have led inside.
        Assert.Equal(1, asked);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(address));
        Assert.Equal(0, inner.Connections);
    }

    [Fact]
    public async Task Of_several_addresses_only_those_that_may_be_called_are()
    {
        var good = IPAddress.Parse("127.0.0.2");
        using var allowed = new Listener(good);
        using var inner = new Listener(IPAddress.Loopback, allowed.Port);
        using var client = Client("127.0.0.2", (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback, good]));

        using var answer = await client.GetAsync(new Uri($"http://both.example:{allowed.Port}/"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(0, inner.Connections);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        using var inner = new Listener(IPAddress.Loopback);
        using var listener = new Listener(
            IPAddress.Parse("127.0.0.2"), answer: $"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:{inner.Port}/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        using var client = Client("127.0.0.0/8");

        using var answer = await client.GetAsync(new Uri($"http://127.0.0.2:{listener.Port}/"));

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal(0, inner.Connections);
    }

    [Fact]
    public async Task A_connection_without_HTTP_is_judged_as_well()
    {
        using var listener = new Listener(IPAddress.Loopback);
        NameLookup lookUp = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
        var connections = new EgressConnections(Rules(), lookUp);

        await Assert.ThrowsAsync<EgressRefusedException>(
            () => connections.ConnectAsync("mail.example", listener.Port, isTrusted: false, CancellationToken.None));
        Assert.Equal(0, listener.Connections);
        await using var stream = await new EgressConnections(Rules("127.0.0.1"), lookUp)
            .ConnectAsync("mail.example", listener.Port, isTrusted: false, CancellationToken.None);
        Assert.True(stream.CanWrite);
    }

    [Fact]
    public async Task Every_subnet_that_is_none_is_named_at_the_start()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => ServerUnderTest.StartAsync(
            TestEngine.Sqlite,
            settings: new(StringComparer.Ordinal)
            {
                ["Egress:AllowedSubnets:0"] = "10.0.0.0/8",
                ["Egress:AllowedSubnets:1"] = "10.0.0.0/33",
                ["Egress:AllowedSubnets:2"] = "intranet",
                ["Egress:Proxy"] = "ftp://proxy.example",
            }));

        Assert.Contains(refused.Failures, failure => failure.Contains("'10.0.0.0/33'", StringComparison.Ordinal));
        Assert.Contains(refused.Failures, failure => failure.Contains("'intranet'", StringComparison.Ordinal));
        Assert.Contains(refused.Failures, failure => failure.Contains("Egress:Proxy", StringComparison.Ordinal));
        Assert.Equal(3, refused.Failures.Count());
    }

    private static AddressRules Rules(params string[] allowed)
    {
        var options = new EgressOptions();
        foreach (var subnet in allowed)
        {
            options.AllowedSubnets.Add(subnet);
        }

        return new AddressRules(Options.Create(options));
    }

    private static HttpClient Client(string? allowed = null, NameLookup? lookUp = null) => new(new EgressHandlers(
        new EgressConnections(
            Rules(allowed is null ? [] : [allowed]),
            lookUp ?? ((host, _) => throw new InvalidOperationException($"{host} was looked up."))),
        Options.Create(new EgressOptions())).Make());

    /// <summary>Answers every connection the same, and counts them.</summary>
    private sealed class Listener : IDisposable
    {
        private readonly TcpListener _listener;
        private readonly byte[] _answer;
        private int _connections;

        public Listener(IPAddress address, int port = 0, string answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        {
            _listener = new TcpListener(address, port);
            _listener.Start();
            _answer = Encoding.ASCII.GetBytes(answer);
            _ = ServeAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public int Connections => Volatile.Read(ref _connections);

        public void Dispose() => _listener.Dispose();

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync();
                    Interlocked.Increment(ref _connections);
                    _ = await client.GetStream().ReadAsync(new byte[4096]);
                    await client.GetStream().WriteAsync(_answer);
                }
            }
            catch (Exception ended) when (ended is SocketException or ObjectDisposedException or IOException or InvalidOperationException)
            {
                // The test is over.
            }
        }
    }
}
