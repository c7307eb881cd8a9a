using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Accounts;
using Reconvene.Server.Deliverables;
using Reconvene.Server.Platform.Alerts;

namespace Reconvene.Testing;

/// <summary>Names that would run as a script, lead elsewhere or turn a page around, if a page let them.</summary>
internal static class HostileText
{
    public const string Name =
        "x\"'></title></textarea><script>document.documentElement.dataset.ran=1</script><img src=x onerror=document.documentElement.dataset.ran=1><svg onload=document.documentElement.dataset.ran=1> \u202Etxt.exe";

    private const string Link = "javascript:document.documentElement.dataset.ran=1";

    /// <summary>Puts them wherever a page takes text from.</summary>
    public static async Task PutAsync(ServerUnderTest server, long connection)
    {
        await using var work = await server.Database.BeginAsync(CancellationToken.None);
        foreach (var statement in (string[])
        [
            "UPDATE tenants SET name = @Name WHERE id = 1",
            "UPDATE users SET name = @Name WHERE tenant_id = 1",
            "UPDATE zoom_connections SET account_name = @Name, zoom_email = @Name, needs_reauth = TRUE, reason = @Name WHERE tenant_id = 1 AND id = @connection",
            "UPDATE sources SET name = @Name WHERE tenant_id = 1",
            "UPDATE meetings SET topic = @Name WHERE tenant_id = 1",
            "UPDATE recordings SET reason = @Name, state = 'needs_attention' WHERE tenant_id = 1",
            "UPDATE consents SET zoom_email = @Name WHERE tenant_id = 1 AND state = 'asked'",
        ])
        {
            await work.ExecuteAsync(statement, new { Name, connection }, CancellationToken.None);
        }

        await server.Services.GetRequiredService<Alerts>().RaiseAsync(
            work,
            new(
                TenantId.First, "connection.needs_reauth",
                string.Create(CultureInfo.InvariantCulture, $"connection:{connection}"), AlertSeverity.Error, Name, Link),
            CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
    }

    /// <summary>Puts them into what was said in recordings, and into what was made of them.</summary>
    /// <param name="server">Has recordings with transcripts and deliverables.</param>
    public static async Task SayAsync(ServerUnderTest server)
    {
        await using var work = await server.Database.BeginAsync(CancellationToken.None);
        var content = DeliverableJson.Write(SampleDocuments.Everywhere(Name) with { MadeBy = Name });
        foreach (var statement in (string[])
        [
            "UPDATE meetings SET topic = @Name, host_email = @Name WHERE tenant_id = 1",
            "UPDATE hosts SET email = @Name WHERE tenant_id = 1",
            "UPDATE recordings SET reason = @Name WHERE tenant_id = 1",
            "UPDATE recording_files SET recording_type = @Name, reason = @Name WHERE tenant_id = 1 AND file_type = 'TIMELINE'",
            "UPDATE transcript_segments SET text = @Name, speaker = @Name WHERE tenant_id = 1",
            "UPDATE transcripts SET faults = @faults WHERE tenant_id = 1",
            "UPDATE deliverables SET title = @Name, template = 'gone', content = @content WHERE tenant_id = 1",
        ])
        {
            await work.ExecuteAsync(statement, new { Name, content, faults = JsonSerializer.Serialize(new[] { Name }) }, CancellationToken.None);
        }

        await work.CommitAsync(CancellationToken.None);
    }

    /// <summary>The pages that show any of it.</summary>
    public static IReadOnlyList<string> PagesOf(long connection) =>
    [
        "/", "/recordings", string.Create(CultureInfo.InvariantCulture, $"/recordings?connection={connection}"), "/connect", "/connect/confirm",
        string.Create(CultureInfo.InvariantCulture, $"/connections/{connection}"),
        string.Create(CultureInfo.InvariantCulture, $"/connections/{connection}/reconnect"),
        string.Create(CultureInfo.InvariantCulture, $"/connections/{connection}/disconnect"),
    ];
}
