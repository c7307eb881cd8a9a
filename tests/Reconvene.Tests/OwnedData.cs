using System.Text.Json;
using Reconvene.Client;
using Reconvene.Testing;

namespace Reconvene.Tests;

/// <summary>A folder in which <c>setup</c> has made an owner; the program runs there as a person would run it.</summary>
/// <param name="settings">Added to the environment.</param>
internal sealed class OwnedData(Dictionary<string, string?>? settings = null) : IDisposable
{
    public const string Email = "owner@example.org";
    public const string Password = "canary-password-owner";

    private readonly Dictionary<string, string?> _environment = new(settings ?? [], StringComparer.Ordinal)
    {
        ["RECONVENE_PASSWORD"] = Password,
        ["RECONVENE_API_KEY"] = null,
    };

    private readonly TestFolder _folder = new();

    /// <summary>Runs <c>setup</c>; once, before anything else.</summary>
    public async Task SetUpAsync()
    {
        await using var setup = ChildHost.Start(_folder.Path, ["setup", "--email", Email], environment: _environment);
        Assert.Equal(ExitCodes.Done, await setup.WaitForExitAsync());
        Assert.Empty(setup.Out);
        Assert.DoesNotContain(Password, setup.Error, StringComparison.Ordinal);
    }

    public ChildHost Serve(KillPoint? killPoint = null) =>
        ChildHost.Start(_folder.Path, ["serve", "--urls", "http://127.0.0.1:0"], killPoint, _environment);

    /// <summary>A client with a key that may manage, made on the command line.</summary>
    public async Task<ReconveneClient> ClientAsync(Uri server) => ReconveneClient.Connect(server, await KeyAsync(server));

    /// <summary>A key that may manage, made on the command line.</summary>
    public async Task<string> KeyAsync(Uri server)
    {
        await using var command = ChildHost.Start(
            _folder.Path,
            ["api-key", "create", "test", "--scope", "manage", "--email", Email, "--server", server.AbsoluteUri, "--json"],
            environment: _environment);
        Assert.Equal(ExitCodes.Done, await command.WaitForExitAsync());
        using var made = JsonDocument.Parse(command.Out);
        return made.RootElement.GetProperty("key").GetString()!;
    }

    public void Dispose() => _folder.Dispose();
}
