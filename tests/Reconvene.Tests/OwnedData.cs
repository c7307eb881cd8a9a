using System.Text.Json;
using Reconvene.Client;
using Reconvene.Testing;

namespace Reconvene.Tests;

/// <summary>A folder in which <c>setup</c> has made an owner; the program runs there as a person would run it.</summary>
internal sealed class OwnedData : IDisposable
{
    public const string Email = "owner@example.org";
    public const string Password = "canary-password-owner";

    private static readonly Dictionary<string, string?> Environment = new(StringComparer.Ordinal)
    {
        ["RECONVENE_PASSWORD"] = Password,
        ["RECONVENE_API_KEY"] = null,
    };

    private readonly TestFolder _folder = new();

    /// <summary>Runs <c>setup</c>; once, before anything else.</summary>
    public async Task SetUpAsync()
    {
        await using var setup = ChildHost.Start(_folder.Path, ["setup", "--email", Email], environment: Environment);
        Assert.Equal(ExitCodes.Done, await setup.WaitForExitAsync());
        Assert.Empty(setup.Out);
        Assert.DoesNotContain(Password, setup.Error, StringComparison.Ordinal);
    }

    public ChildHost Serve(KillPoint? killPoint = null) =>
        ChildHost.Start(_folder.Path, ["serve", "--urls", "http://127.0.0.1:0"], killPoint, Environment);

    /// <summary>A client with a key that may manage, made on the command line.</summary>
    public async Task<ReconveneClient> ClientAsync(Uri server)
    {
        await using var command = ChildHost.Start(
            _folder.Path,
            ["api-key", "create", "test", "--scope", "manage", "--email", Email, "--server", server.AbsoluteUri, "--json"],
            environment: Environment);
        Assert.Equal(ExitCodes.Done, await command.WaitForExitAsync());
        using var made = JsonDocument.Parse(command.Out);
        return ReconveneClient.Connect(server, made.RootElement.GetProperty("key").GetString());
    }

    public void Dispose() => _folder.Dispose();
}
