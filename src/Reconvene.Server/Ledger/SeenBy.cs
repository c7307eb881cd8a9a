namespace Reconvene.Server.Ledger;

/// <summary>Which door something was first learned through.</summary>
internal static class SeenBy
{
    public const string Webhook = "webhook";
    public const string Sync = "sync";
}
