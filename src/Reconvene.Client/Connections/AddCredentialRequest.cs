namespace Reconvene.Client.Connections;

/// <summary>Asks for a Zoom account to be connected.</summary>
public sealed record AddCredentialRequest
{
    /// <summary>The platform; <c>zoom</c>.</summary>
    public string? Platform { get; init; }

    /// <summary>What people call this connection; 320 characters at most. The account id when left out.</summary>
    public string? AccountName { get; init; }

    /// <summary>
    /// The account's plan: <c>free</c>, <c>pro</c>, or <c>business</c> also for Education and Enterprise. Pro when left out.
    /// </summary>
    public string? Plan { get; init; }

    /// <summary>The secrets. They are sealed, and no answer ever holds them.</summary>
    public ZoomCredentials? Credentials { get; init; }
}
