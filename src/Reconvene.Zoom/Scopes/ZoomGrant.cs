namespace Reconvene.Zoom.Scopes;

/// <summary>How a token was got, which decides the names of the scopes that it can hold.</summary>
public enum ZoomGrant
{
    /// <summary>A server-to-server app of one account: scopes that end in <c>:admin</c>.</summary>
    ServerToServer,

    /// <summary>A person's consent: scopes without an ending, or <c>:admin</c> ones of an admin-managed app.</summary>
    User,

    /// <summary>A server-to-server app of a master account: scopes that end in <c>:master</c>.</summary>
    Master,
}
