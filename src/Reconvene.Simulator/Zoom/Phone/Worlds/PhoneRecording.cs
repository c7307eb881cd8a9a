namespace Reconvene.Simulator.Zoom.Phone.Worlds;

/// <summary>What was recorded of a call, or one stretch of it.</summary>
internal sealed class PhoneRecording : PhoneSound
{
    /// <summary>OnDemand or Automatic.</summary>
    public required string Type { get; init; }

    public bool AutoDeletes { get; set; } = true;

    public DateTimeOffset EndsAt => StartsAt.AddSeconds(Seconds);
}
