namespace Reconvene.Zoom.Webhooks;

/// <summary>How old, and how far ahead, the time of an event may be.</summary>
/// <param name="Back">How old.</param>
/// <param name="Ahead">How far ahead.</param>
public sealed record WebhookWindow(TimeSpan Back, TimeSpan Ahead)
{
    /// <summary>Two hours back, because Zoom's last retry comes after 85 minutes, and 15 minutes ahead.</summary>
    public static WebhookWindow Default { get; } = new(TimeSpan.FromHours(2), TimeSpan.FromMinutes(15));

    internal bool Holds(DateTimeOffset moment, DateTimeOffset now) => now - moment <= Back && moment - now <= Ahead;
}
