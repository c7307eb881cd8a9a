using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Audit;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Platform.Audit;

/// <summary>Puts deeds on record, as a feature would.</summary>
internal static class Deeds
{
    public static async Task DoAsync(this ServerUnderTest server, string subject, object? detail = null, TenantId? tenant = null)
    {
        await using var work = await server.Database.BeginAsync(CancellationToken.None);
        await server.Services.GetRequiredService<AuditTrail>().RecordAsync(
            work, new AuditEntry(tenant ?? TenantId.First, AuditActor.Server, "thing.done", subject, detail), CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
    }

    public static async Task DoSomeAsync(this ServerUnderTest server, int count)
    {
        for (var i = 1; i <= count; i++)
        {
            await server.DoAsync(string.Create(CultureInfo.InvariantCulture, $"thing:{i}"));
        }
    }
}
