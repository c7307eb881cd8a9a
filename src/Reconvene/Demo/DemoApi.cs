using System.Globalization;
using Reconvene.Client;

namespace Reconvene.Demo;

/// <summary>What a person would click together, done over the HTTP API; each thing only when it is not there yet.</summary>
internal sealed class DemoApi(ReconveneClient client)
{
    private const string SourceName = "Demo account";

    /// <summary>Connects the simulated account; a second time it is the same connection.</summary>
    public async Task<long> ConnectAsync(DemoWorld world, CancellationToken cancellation)
    {
        if (await FirstAsync<Made>("api/v1/credentials", _ => true, cancellation) is { } there)
        {
            return there.Id;
        }

        var secrets = world.Secrets;
        var made = await client.PostAsync<Made>(
            "api/v1/credentials",
            new
            {
                Platform = "zoom",
                AccountName = SourceName,
                Credentials = new { secrets.AccountId, secrets.ClientId, secrets.ClientSecret },
            },
            cancellation);
        return made.Id;
    }

    /// <summary>Gives the app of that account its webhook secret.</summary>
    /// <returns>Where the events of that app are taken.</returns>
    public async Task<Uri> TakeEventsAsync(DemoWorld world, CancellationToken cancellation)
    {
        var app = await FirstAsync<App>("api/v1/zoom-apps", app => app.ClientId == world.Secrets.ClientId, cancellation)
            ?? throw new CommandFailedException("The server lists no Zoom app for the demo's account: remove the demo's data folder and begin anew.");
        await client.PatchAsync<Made>(
            string.Create(CultureInfo.InvariantCulture, $"api/v1/zoom-apps/{app.Id}"),
            new { WebhookSecrets = new[] { world.Secrets.WebhookSecret } },
            cancellation);
        return new Uri(client.Server, $"webhooks/zoom/{Uri.EscapeDataString(app.Name)}");
    }

    public async Task<long> AddSourceAsync(long credential, CancellationToken cancellation) =>
        (await client.PostAsync<Made>(
            "api/v1/sources",
            new { Name = SourceName, Platform = "zoom", CredentialId = credential, Config = new { } },
            cancellation)).Id;

    public async Task SyncAsync(long source, DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        var started = await client.SyncSourceAsync(source, from, to, cancellation);
        var ended = await client.WaitForTaskAsync(started.TaskId, TimeProvider.System, changed: null, cancellation);
        if (!ended.HasSucceeded)
        {
            throw new CommandFailedException($"The sync ended as {ended.State}: {ended.Error ?? ended.Status}");
        }
    }

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<DemoRecording>> RecordingsAsync(CancellationToken cancellation)
    {
        var recordings = await client.ListAsync<DemoRecording>("api/v1/recordings?limit=100", cancellation).ToListAsync(cancellation);
        return [.. recordings.OrderByDescending(recording => recording.StartTime).ThenBy(recording => recording.Id)];
    }

    private async Task<T?> FirstAsync<T>(string path, Func<T, bool> wanted, CancellationToken cancellation)
        where T : class => await client.ListAsync<T>(path, cancellation).FirstOrDefaultAsync(wanted, cancellation);

    private sealed record Made(long Id);

    private sealed record App(long Id, string Name, string ClientId);
}
