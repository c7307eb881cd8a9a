using Reconvene.Server.Connections.Consent;

namespace Reconvene.Server.Pages.Connecting;

/// <summary>The ways to connect, as they stand.</summary>
/// <param name="Apps">Zoom apps that people can consent to.</param>
/// <param name="IsOwner">Whether the person may give apps and accounts.</param>
/// <param name="Origin">This server's public address.</param>
internal sealed record ConnectView(IReadOnlyList<ConsentApp> Apps, bool IsOwner, string Origin)
{
    /// <summary>Why no consent could be begun, in the words of the API; null when none was tried.</summary>
    public string? Refusal { get; init; }

    /// <summary>Whether a Zoom app was made just now.</summary>
    public bool IsAppMade { get; init; }

    public AppForm App { get; init; } = AppForm.Empty;

    public AccountForm Account { get; init; } = AccountForm.Empty;
}

/// <summary>The form for a Zoom app, with what was filled in before and no secret.</summary>
internal sealed record AppForm(string Name, string ClientId, IReadOnlySet<string> Wrong, string? Problem = null)
{
    public static readonly AppForm Empty = new("", "", new HashSet<string>(StringComparer.Ordinal));

    public bool IsFilled => Problem is not null;
}

/// <summary>The form for a Server-to-Server app, with what was filled in before and no secret.</summary>
internal sealed record AccountForm(
    string Name, string AccountId, string ClientId, bool IsMaster, IReadOnlySet<string> Wrong, string? Problem = null)
{
    public static readonly AccountForm Empty = new("", "", "", IsMaster: false, new HashSet<string>(StringComparer.Ordinal));
}
