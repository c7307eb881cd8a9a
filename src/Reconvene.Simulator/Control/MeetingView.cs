namespace Reconvene.Simulator.Control;

/// <summary>A meeting instance of the world.</summary>
public sealed record MeetingView(
    long Number, string Uuid, string Topic, int Type, string HostEmail, DateTimeOffset StartsAt, int Files, bool IsTrashed);
