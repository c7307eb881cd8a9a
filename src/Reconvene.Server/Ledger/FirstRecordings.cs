namespace Reconvene.Server.Ledger;

/// <summary>Before when nothing was recorded at Zoom.</summary>
internal static class FirstRecordings
{
    /// <summary>No recording at Zoom is older: days before it would only cost calls.</summary>
    public static readonly DateOnly Day = new(2011, 1, 1);
}
