using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;
using Reconvene.Zoom;

namespace Reconvene.Server.ZoomApps;

/// <summary>The app of a client id, for who has the client's id and secret and needs an app to stand on.</summary>
internal sealed class EnsureZoomApp(ZoomAppStore store, ZoomAppSeals seals, KnownZoomApps known)
{
    private const string Stem = "zoom";
    private const int MostTries = 10;

    /// <summary>
    /// Finds it, or makes it under a free name (<c>zoom</c>, <c>zoom-2</c>, …), in the caller's transaction. A secret that
    /// is kept already is not replaced: the caller's has not been tried yet.
    /// </summary>
    public async Task<ZoomAppId> RunAsync(
        Work work, TenantId tenant, string clientId, Secret clientSecret, CancellationToken cancellation)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var row = await store.FindByClientAsync(work, tenant, clientId, cancellation);
            if (row is null)
            {
                var name = FreeName(await store.NamesLikeAsync(work, Stem, cancellation));
                var made = await store.InsertAsync(work, tenant, name, clientId, redirectUri: null, cancellation);
                row = made is { } id ? await store.FindAsync(work, tenant, id, cancellation) : null;
            }

            // Null when another transaction took the name or the client id between the two statements.
            if (row is not null && await KeepSecretAsync(work, row, clientSecret, cancellation))
            {
                work.AfterCommit(known.Changed);
                return row.Id;
            }
        }

        throw new InvalidOperationException($"No free name for a Zoom app was found in {MostTries} tries.");
    }

    private static string FreeName(IReadOnlySet<string> taken)
    {
        var name = Stem;
        for (var number = 2; taken.Contains(name); number++)
        {
            name = $"{Stem}-{number}";
        }

        return name;
    }

    private async Task<bool> KeepSecretAsync(
        Work work, ZoomAppRow row, Secret clientSecret, CancellationToken cancellation)
    {
        if (row.ClientSecretSealed is not null || clientSecret.IsEmpty)
        {
            return true;
        }

        var kept = new ZoomAppRow
        {
            Id = row.Id,
            TenantId = row.TenantId,
            Name = row.Name,
            ClientId = row.ClientId,
            RedirectUri = row.RedirectUri,
            WebhookSecretsSealed = row.WebhookSecretsSealed,
            ClientSecretSealed = await seals.SealClientSecretAsync(
                row.TenantId, row.Id, clientSecret.Reveal(), cancellation),
            Version = row.Version,
        };
        return await store.UpdateAsync(work, kept, cancellation);
    }
}
