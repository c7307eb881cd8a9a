using System.Globalization;
using System.Text.Json.Nodes;

namespace Reconvene.Simulator.Zoom.OAuth;

/// <summary>A refusal of the token endpoint, in each of the forms that were seen.</summary>
internal static class OAuthErrorShapes
{
    public static JsonObject Of(OAuthError error, SimulatorSwitches switches) => switches.OAuthErrorForm switch
    {
        OAuthErrorForm.NumberAlone => Numbered(error),
        OAuthErrorForm.NumberInReason => Named(WithNumber(error), error, switches),
        _ => Named(error.Reason, error, switches),
    };

    /// <summary>The number is grouped as on Zoom's own error page.</summary>
    public static string WithNumber(OAuthError error) =>
        string.Create(CultureInfo.InvariantCulture, $"{error.Reason} ({error.Code:N0})");

    private static JsonObject Named(string reason, OAuthError error, SimulatorSwitches switches) => new()
    {
        ["reason"] = reason,
        ["error"] = error == OAuthError.DeadToken && switches.DeadTokenIsInvalidRequest ? "invalid_request" : error.Error,
    };

    private static JsonObject Numbered(OAuthError error) => new()
    {
        ["status"] = false,
        ["errorCode"] = error.Code,
        ["errorMessage"] = error.Reason,
        ["result"] = null,
    };
}
