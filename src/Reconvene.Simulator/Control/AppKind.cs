namespace Reconvene.Simulator.Control;

/// <summary>What kind of app it is.</summary>
public enum AppKind
{
    /// <summary>Server-to-Server: takes tokens for its own account, without a user.</summary>
    ServerToServer,

    /// <summary>Server-to-Server on a master account: takes tokens for its own account and for each account below.</summary>
    Master,

    /// <summary>A user-managed General app: a user consents on a page, and its tokens reach that user only.</summary>
    UserManaged,
}
