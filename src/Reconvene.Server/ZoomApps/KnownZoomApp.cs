using Reconvene.Server.Accounts;
using Reconvene.Zoom;

namespace Reconvene.Server.ZoomApps;

/// <summary>What webhook intake knows of an app.</summary>
/// <param name="Id">The app.</param>
/// <param name="Tenant">Whose it is.</param>
/// <param name="Name">Last part of its webhook address.</param>
/// <param name="WebhookSecrets">Its secret tokens, opened.</param>
internal sealed record KnownZoomApp(ZoomAppId Id, TenantId Tenant, string Name, IReadOnlyList<Secret> WebhookSecrets);
