namespace Reconvene.Server.Ledger.Proof;

/// <summary>Days (UTC) as the ledger counts them.</summary>
internal static class Days
{
    public static DateTimeOffset Start(this DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    public static DateOnly DayOf(this DateTimeOffset moment) => DateOnly.FromDateTime(moment.UtcDateTime);
}
