using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.ZoomApps;

/// <summary>Makes an app, or changes one; members that are absent stay as they are.</summary>
internal sealed class SaveZoomApp(
    Database database, ZoomAppStore store, ZoomAppSeals seals, ZoomAppViews views, KnownZoomApps known,
    IEnumerable<IClientSecretChanged> others)
{
    public async Task<ZoomAppOutcome> MakeAsync(TenantId tenant, ZoomAppMembers members, CancellationToken cancellation)
    {
        var errors = Required(members).Concat(ZoomAppRules.Check(members, tenant)).ToList();
        if (errors.Count > 0)
        {
            return new ZoomAppOutcome.Invalid(errors);
        }

        ZoomAppOutcome outcome;
        await using (var work = await database.BeginAsync(cancellation))
        {
            var made = await store.InsertAsync(
                work, tenant, members.Name!, members.ClientId!, redirectUri: null, cancellation);
            outcome = made is { } id
                ? await WriteAsync(work, (await store.FindAsync(work, tenant, id, cancellation))!, members, cancellation)
                : await TakenAsync(work, tenant, members, cancellation);
            if (outcome is not ZoomAppOutcome.Saved)
            {
                return outcome;
            }

            await work.CommitAsync(cancellation);
        }

        await known.RefreshAsync(cancellation);
        return outcome;
    }

    public async Task<ZoomAppOutcome> ChangeAsync(
        TenantId tenant, ZoomAppId id, ZoomAppMembers members, CancellationToken cancellation)
    {
        if (ZoomAppRules.Check(members, tenant) is { Count: > 0 } errors)
        {
            return new ZoomAppOutcome.Invalid(errors);
        }

        ZoomAppOutcome outcome;
        await using (var work = await database.BeginAsync(cancellation))
        {
            if (await store.FindAsync(work, tenant, id, cancellation) is not { } row)
            {
                return new ZoomAppOutcome.NotFound();
            }

            try
            {
                outcome = await WriteAsync(work, row, members, cancellation);
            }
            catch (System.Data.Common.DbException error) when (error.IsUniqueViolation())
            {
                return new ZoomAppOutcome.Conflict(
                    "zoom_app_exists", "Another Zoom app has this name or this client id: choose others, or change that app.");
            }

            if (outcome is not ZoomAppOutcome.Saved)
            {
                return outcome;
            }

            await work.CommitAsync(cancellation);
        }

        await known.RefreshAsync(cancellation);
        return outcome;
    }

    /// <summary>Writes the members that are given over the row, sealing the secrets to it.</summary>
    internal async Task<ZoomAppOutcome> WriteAsync(
        Work work, ZoomAppRow row, ZoomAppMembers members, CancellationToken cancellation)
    {
        var changed = new ZoomAppRow
        {
            Id = row.Id,
            TenantId = row.TenantId,
            Name = members.Name ?? row.Name,
            ClientId = members.ClientId ?? row.ClientId,
            RedirectUri = members.RedirectUri is null ? row.RedirectUri : Filled(members.RedirectUri),
            ClientSecretSealed = members.ClientSecret is null
                ? row.ClientSecretSealed
                : await seals.SealClientSecretAsync(row.TenantId, row.Id, members.ClientSecret, cancellation),
            WebhookSecretsSealed = members.WebhookSecrets is null
                ? row.WebhookSecretsSealed
                : await seals.SealWebhookSecretsAsync(row.TenantId, row.Id, members.WebhookSecrets, cancellation),
            Version = row.Version,
        };
        if (!await store.UpdateAsync(work, changed, cancellation))
        {
            return new ZoomAppOutcome.Conflict(
                "changed_meanwhile", $"Zoom app '{row.Name}' was changed by someone else just now: read it and try again.");
        }

        if (members.ClientSecret is { Length: > 0 } || (members.ClientId is { } client && client != row.ClientId))
        {
            foreach (var other in others)
            {
                await other.RunAsync(work, row.TenantId, row.Id, cancellation);
            }
        }

        var saved = (await store.FindAsync(work, row.TenantId, row.Id, cancellation))!;
        return new ZoomAppOutcome.Saved(await views.OfAsync(saved, cancellation));
    }

    private static IEnumerable<FieldError> Required(ZoomAppMembers members)
    {
        if (members.Name is null)
        {
            yield return new("name", "is required: 1 to 64 of a-z, 0-9 and '-'.");
        }

        if (members.ClientId is null)
        {
            yield return new("client_id", "is required: copy it from the app's page at Zoom.");
        }
    }

    private static string? Filled(string text) => text.Length is 0 ? null : text;

    private async Task<ZoomAppOutcome> TakenAsync(
        Work work, TenantId tenant, ZoomAppMembers members, CancellationToken cancellation) =>
        await store.FindByClientAsync(work, tenant, members.ClientId!, cancellation) is { } other
            ? new ZoomAppOutcome.Conflict(
                "client_id_exists", $"Zoom app '{other.Name}' already has this client id: change that one instead.")
            : new ZoomAppOutcome.Conflict(
                "name_taken", $"The name '{members.Name}' is taken on this server: choose another.");
}
