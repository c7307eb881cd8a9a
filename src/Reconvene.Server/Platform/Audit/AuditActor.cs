using Reconvene.Server.Accounts;

namespace Reconvene.Server.Platform.Audit;

/// <summary>Who did it.</summary>
internal sealed record AuditActor
{
    /// <summary>What Zoom told or did, such as a deauthorization.</summary>
    public static readonly AuditActor Zoom = new("zoom");

    /// <summary>This server by itself, or a person at its own command line.</summary>
    public static readonly AuditActor Server = new("server");

    private AuditActor(string kind, UserId? user = null, string? mark = null)
    {
        Kind = kind;
        UserId = user;
        Mark = mark;
    }

    public string Kind { get; }

    /// <summary>The person; null when it was none, or nobody knows whom.</summary>
    public UserId? UserId { get; }

    /// <summary>How the API key begins, or the address that a stranger came from.</summary>
    public string? Mark { get; }

    /// <summary>A person who had signed in.</summary>
    public static AuditActor User(UserId user) => new("user", user);

    /// <summary>A program with a person's API key.</summary>
    public static AuditActor ApiKey(UserId user, string keyPrefix) => new("api_key", user, keyPrefix);

    /// <summary>Whoever this request is from.</summary>
    public static AuditActor Of(Caller caller) =>
        caller.KeyPrefix is { } prefix ? ApiKey(caller.User, prefix) : User(caller.User);

    /// <summary>Someone who has not proven who they are.</summary>
    public static AuditActor Anonymous(string? address = null) => new("anonymous", mark: address);
}
