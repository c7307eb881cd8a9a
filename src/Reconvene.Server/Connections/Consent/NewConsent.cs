using Reconvene.Server.Accounts;
using Reconvene.Server.ZoomApps;

namespace Reconvene.Server.Connections.Consent;

/// <summary>A consent about to be begun, with its keys.</summary>
internal sealed record NewConsent
{
    public required TenantId Tenant { get; init; }

    public required ZoomAppId App { get; init; }

    public UserId? User { get; init; }

    public required string BegunIn { get; init; }

    public ConnectionId? Reconnect { get; init; }

    public required string StateKey { get; init; }

    public string? BrowserKey { get; init; }

    /// <summary>The PKCE verifier (RFC 7636).</summary>
    public required string Verifier { get; init; }

    public required string RedirectUri { get; init; }

    public string? ReturnTo { get; init; }

    public Chat? Chat { get; init; }

    public override string ToString() => $"NewConsent {BegunIn}";
}

/// <summary>The chat that a connection is to deliver to.</summary>
/// <param name="ChatId">Telegram's id of the chat.</param>
/// <param name="ChatUserId">Telegram's id of the person who asked there.</param>
internal sealed record Chat(long ChatId, long ChatUserId);
