namespace Reconvene.Simulator.Zoom.Worlds;

/// <summary>The account and its Server-to-Server app. Every secret is recognisable, so that a leak can be searched for.</summary>
internal sealed record ZoomAccount(
    string AccountId, string ClientId, string ClientSecret, string WebhookSecret, ZoomUser Owner)
{
    public static ZoomAccount From(int seed, ZoomUser owner)
    {
        var random = SeededRandom.For(seed, "account");
        return new ZoomAccount(
            "simaccount_" + random.Text(11),
            "simclient_" + random.Text(12),
            "simsecret_" + random.Text(22),
            "simhook_" + random.Text(14),
            owner);
    }
}
