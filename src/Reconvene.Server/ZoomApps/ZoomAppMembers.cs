namespace Reconvene.Server.ZoomApps;

/// <summary>What a caller says about an app; null says nothing.</summary>
internal sealed record ZoomAppMembers(
    string? Name, string? ClientId, string? ClientSecret, string? RedirectUri, IReadOnlyList<string>? WebhookSecrets)
{
    public override string ToString() => $"ZoomAppMembers {Name}";
}
