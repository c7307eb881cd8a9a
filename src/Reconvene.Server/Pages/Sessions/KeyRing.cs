using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Secrets;

namespace Reconvene.Server.Pages.Sessions;

/// <summary>
/// The keys of Data Protection, sealed in the database, so that a form that one node gave is taken by another. They are
/// the server's own, and stand with its first tenant.
/// </summary>
internal sealed class KeyRing(Database database, Sealer sealer, TimeProvider time) : IXmlRepository
{
    private static readonly TenantId Tenant = TenantId.First;

#pragma warning disable MA0042, MA0045, CA1849 // The framework asks in this way; it does so once a day.
    public IReadOnlyCollection<XElement> GetAllElements() => ReadAsync(CancellationToken.None).GetAwaiter().GetResult();

    public void StoreElement(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);
        AddAsync(friendlyName, element.ToString(SaveOptions.DisableFormatting), CancellationToken.None).GetAwaiter().GetResult();
    }
#pragma warning restore MA0042, MA0045, CA1849

    private static SealedPlace Place(string name) => new("page_keys", "xml_sealed", name);

    private async Task<IReadOnlyCollection<XElement>> ReadAsync(CancellationToken cancellation)
    {
        var rows = await database.QueryAsync<KeyRow>(
            "SELECT name, xml_sealed FROM page_keys WHERE tenant_id = @Tenant ORDER BY id", new { Tenant }, cancellation);
        var keys = new List<XElement>(rows.Count);
        foreach (var row in rows)
        {
            keys.Add(XElement.Parse(await sealer.OpenTextAsync(Tenant, Place(row.Name), row.XmlSealed, cancellation)));
        }

        return keys;
    }

    private async Task AddAsync(string name, string xml, CancellationToken cancellation)
    {
        var xmlSealed = await sealer.SealAsync(Tenant, Place(name), xml, cancellation);
        await using var work = await database.BeginAsync(cancellation);
        await work.ExecuteAsync(
            """
            INSERT INTO page_keys (tenant_id, name, xml_sealed, created_at)
            VALUES (@Tenant, @name, @xmlSealed, @now)
            """,
            new { Tenant, name, xmlSealed, now = time.GetUtcNow() },
            cancellation);
        await work.CommitAsync(cancellation);
    }

    private sealed class KeyRow
    {
        public string Name { get; init; } = "";

        public byte[] XmlSealed { get; init; } = [];
    }
}
