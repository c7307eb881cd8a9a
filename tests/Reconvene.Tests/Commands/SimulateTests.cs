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
}
