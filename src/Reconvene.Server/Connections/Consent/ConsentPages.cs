using Microsoft.AspNetCore.WebUtilities;

namespace Reconvene.Server.Connections.Consent;

/// <summary>Where a browser goes after Zoom's page: the pages of this server, or the place the consent was begun for.</summary>
internal static class ConsentPages
{
    public const string Confirm = "/connect/confirm";
    public const string Connected = "/connect/connected";
    public const string Declined = "/connect/declined";
    public const string Failed = "/connect/failed";

    public static string AddressOf(ConsentOutcome outcome) => outcome switch
    {
        ConsentOutcome.Asks => Confirm,
        ConsentOutcome.Connected(_, _, _, var to) => Told(to, "connected") ?? Connected,
        ConsentOutcome.Declined(var to) => Told(to, "declined") ?? Declined,
        ConsentOutcome.Refused(var code, _) => $"{Failed}?reason={code}",
        ConsentOutcome.Failed({ Kind: Zoom.ZoomFailureKind.Unavailable or Zoom.ZoomFailureKind.RateLimited }, var to) =>
            Told(to, "failed") ?? $"{Failed}?reason=zoom_unavailable",
        ConsentOutcome.Failed(_, var to) => Told(to, "failed") ?? $"{Failed}?reason=zoom_refused",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string? Told(string? address, string what) =>
        address is null ? null : QueryHelpers.AddQueryString(address, "zoom", what);
}
