namespace Reconvene.Server.Accounts;

/// <summary>Names of the authorization policies that groups of routes ask for.</summary>
internal static class Policies
{
    public const string Viewer = "viewer";
    public const string Editor = "editor";
    public const string Owner = "owner";
}
