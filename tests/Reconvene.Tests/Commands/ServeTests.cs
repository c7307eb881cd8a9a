using System.Net;
using System.Net.Sockets;
using Reconvene.Testing;

namespace Reconvene.Tests.Commands;

public sealed class ServeTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task SIGTERM_ends_a_server_with_0_and_a_second_start_uses_the_same_data()
    {
        for (var start = 1; start <= 2; start++)
        {
            await using var server = ChildHost.Start(_folder.Path, ["serve", "--urls", "http://127.0.0.1:0"]);
            var address = await server.WaitUntilReadyAsync();
            Assert.NotEqual(0, address.Port);

            server.Send(ChildHost.SigTerm);

            Assert.Equal(ExitCodes.Done, await server.WaitForExitAsync());
            Assert.Empty(server.Out);
            Assert.Contains($"Data folder: {Path.Combine(_folder.Path, "data")}", server.Error, StringComparison.Ordinal);
        }

        Assert.True(File.Exists(Path.Combine(_folder.Path, "data", "reconvene.db")));
    }

    [Fact]
    public async Task A_taken_port_is_refused_with_3_in_one_sentence_that_names_it()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";

        var (code, output, error) = await ChildHost.RunAsync(_folder.Path, "serve", "--urls", url);

        Assert.Equal(ExitCodes.StartRefused, code);
        Assert.Empty(output);
        Assert.Contains($"Something else listens on {url} already: stop it, or choose another address with --urls.", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_server_on_the_same_SQLite_data_is_refused_with_3()
    {
        await using var first = ChildHost.Start(_folder.Path, ["serve", "--urls", "http://127.0.0.1:0"]);
        await first.WaitUntilReadyAsync();

        var (code, _, error) = await ChildHost.RunAsync(_folder.Path, "serve", "--urls", "http://127.0.0.1:0");

        Assert.Equal(ExitCodes.StartRefused, code);
        Assert.Contains("Another Reconvene uses the data folder", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_refused_with_3_and_its_password_is_not_repeated()
    {
        var (code, _, error) = await ChildHost.RunAsync(
            _folder.Path, "serve", "--urls", "http://127.0.0.1:0", "--database", "postgres://u:canary@127.0.0.1:1/x");

        Assert.Equal(ExitCodes.StartRefused, code);
        Assert.Contains("The database could not be opened", error, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error, StringComparison.Ordinal);
    }
}
