namespace Reconvene.Simulator.Zoom.Phone.Worlds;

/// <summary>A call and the four names that Zoom has for it.</summary>
internal sealed class PhoneCall
{
    public required string CallId { get; init; }

    /// <summary>A GUID; the history and the element are this with the day before it.</summary>
    public required string LogId { get; init; }

    public required string ElementId { get; init; }

    public required string HistoryId { get; init; }

    public required PhoneOwner Owner { get; init; }

    public required PhoneParty Caller { get; init; }

    public required PhoneParty Callee { get; init; }

    public required bool IsInbound { get; init; }

    public string Direction => IsInbound ? "inbound" : "outbound";

    public PhoneParty Outside => IsInbound ? Caller : Callee;
}
