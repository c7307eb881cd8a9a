namespace Reconvene.Simulator.Zoom.Worlds;

internal static class MainAccount
{
    /// <summary>Drawn apart, so that it is the same in every world of a seed.</summary>
    public static string IdOf(int seed) => "simaccount_" + SeededRandom.For(seed, "account").Text(11);
}
