using Microsoft.Extensions.Options;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Data;
using Reconvene.Zoom;

namespace Reconvene.Server.ZoomApps;

/// <summary>
/// Brings the apps of the settings to order before the server listens: of each, the one of tenant 1 with that client id,
/// else the one named <c>default</c>, or <c>oauth</c> for the one that people consent to. A webhook secret without a client
/// id makes an app whose client id is empty until the settings tell it. What the settings leave out stays as it is; a new
/// webhook secret replaces all that were kept.
/// </summary>
internal sealed class BootstrapZoomApp(
    IOptions<BootstrapZoomAppOptions> options, Database database, ZoomAppStore store, ZoomAppSeals seals, SaveZoomApp save,
    KnownZoomApps known) : IPreparation
{
    private readonly BootstrapZoomAppOptions _options = options.Value;

    public async Task RunAsync(CancellationToken cancellation)
    {
        // With a Server-to-Server app first, the redirect address can only be the other one's.
        var isConsented = string.IsNullOrEmpty(_options.AccountId);
        if (!string.IsNullOrEmpty(_options.ClientId) || !string.IsNullOrEmpty(_options.WebhookSecret))
        {
            await EnsureAsync(
                ZoomAppRules.BootstrapName,
                new ZoomAppMembers(
                    null,
                    Told(_options.ClientId),
                    Told(_options.ClientSecret),
                    isConsented ? Told(_options.RedirectUri) : null,
                    Told(_options.WebhookSecret) is { } secret ? [secret] : null),
                cancellation);
        }

        if (!string.IsNullOrEmpty(_options.OAuthApp.ClientId))
        {
            await EnsureAsync(
                ZoomAppRules.OAuthName,
                new ZoomAppMembers(
                    null,
                    Told(_options.OAuthApp.ClientId),
                    Told(_options.OAuthApp.ClientSecret),
                    Told(_options.OAuthApp.RedirectUri) ?? Told(_options.RedirectUri),
                    null),
                cancellation);
        }

        await known.RefreshAsync(cancellation);
    }

    private async Task EnsureAsync(string name, ZoomAppMembers told, CancellationToken cancellation)
    {
        if (ZoomAppRules.Check(told, TenantId.First) is { Count: > 0 } errors)
        {
            throw new StartRefusedException(
                $"The settings of the Zoom app are not valid: {string.Join(" ", errors.Select(error => $"{error.Field} {error.Message}"))}");
        }

        await using var work = await database.BeginAsync(cancellation);
        var row = await FindOrMakeAsync(work, name, told.ClientId, cancellation);
        var changed = await ChangedAsync(row, told, cancellation);
        if (changed is not null && await save.WriteAsync(work, row, changed, cancellation) is not ZoomAppOutcome.Saved)
        {
            throw new StartRefusedException(
                $"Zoom app '{row.Name}' was changed by another node while this one started: start again.");
        }

        await work.CommitAsync(cancellation);
    }

    private async Task<ZoomAppRow> FindOrMakeAsync(
        Work work, string name, string? clientId, CancellationToken cancellation)
    {
        if (clientId is not null
            && await store.FindByClientAsync(work, TenantId.First, clientId, cancellation) is { } sameClient)
        {
            return sameClient;
        }

        await store.InsertAsync(
            work, TenantId.First, name, clientId ?? "", redirectUri: null, cancellation);
        return await store.FindByNameAsync(work, TenantId.First, name, cancellation)
            ?? await store.FindByClientAsync(work, TenantId.First, clientId ?? "", cancellation)
            ?? throw new StartRefusedException(
                $"The Zoom app of the settings cannot be made: the name '{name}' is taken by another tenant. Rename that app.");
    }

    // Sealing the same text twice gives two values, so what is kept is opened and compared.
    private async Task<ZoomAppMembers?> ChangedAsync(
        ZoomAppRow row, ZoomAppMembers told, CancellationToken cancellation)
    {
        var clientSecret = await seals.OpenClientSecretAsync(row, cancellation);
        var webhookSecrets = await seals.OpenWebhookSecretsAsync(row, cancellation);
        var changed = new ZoomAppMembers(
            null,
            told.ClientId == row.ClientId ? null : told.ClientId,
            told.ClientSecret == clientSecret.Reveal() ? null : told.ClientSecret,
            told.RedirectUri == row.RedirectUri ? null : told.RedirectUri,
            told.WebhookSecrets is [var only] && webhookSecrets.Contains(new Secret(only)) ? null : told.WebhookSecrets);
        return changed is { ClientId: null, ClientSecret: null, RedirectUri: null, WebhookSecrets: null } ? null : changed;
    }

    private static string? Told(string? setting) => string.IsNullOrWhiteSpace(setting) ? null : setting.Trim();
}
