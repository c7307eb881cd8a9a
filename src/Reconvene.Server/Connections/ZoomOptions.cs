using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Reconvene.Server.Connections;

/// <summary>Where Zoom is, and the account that the environment brings along. Section <c>Zoom</c>.</summary>
internal sealed class ZoomOptions
{
    /// <summary>Base of the REST API (<c>ZOOM_API_BASE_URL</c>). Zoom's public one by default.</summary>
    [StringLength(500)]
    public string? ApiBaseUrl { get; set; }

    /// <summary>Base of the OAuth endpoints (<c>ZOOM_OAUTH_URL</c>). Zoom's public one by default.</summary>
    [StringLength(500)]
    public string? OAuthUrl { get; set; }

    /// <summary>More hosts that recordings may be fetched from with our token. None by default.</summary>
    public IList<string> DownloadHosts { get; } = [];

    /// <summary>
    /// Account of a Server-to-Server app (<c>ZOOM_ACCOUNT_ID</c>). With it, and the pair below, a connection exists from
    /// the first start. Not set by default.
    /// </summary>
    [MinLength(5)]
    public string? AccountId { get; set; }

    /// <summary>The app's client id (<c>ZOOM_CLIENT_ID</c>). Not set by default.</summary>
    [MinLength(5)]
    public string? ClientId { get; set; }

    /// <summary>The app's client secret (<c>ZOOM_CLIENT_SECRET</c>). Not set by default; kept sealed in the database.</summary>
    [MinLength(10)]
    public string? ClientSecret { get; set; }

    /// <summary>
    /// Plan of that account (<c>ZOOM_PLAN</c>): free, pro or business, which Education and Enterprise count as. Not set by
    /// default, which is pro; other connections have theirs as a property.
    /// </summary>
    [RegularExpression("(?i)free|pro|business", ErrorMessage = "Zoom:Plan (ZOOM_PLAN) must be free, pro or business.")]
    public string? Plan { get; set; }

    /// <summary>Calls a second to one Zoom account at most, of all kinds together, whatever its plan allows. 50 by default.</summary>
    [Range(1, 1000)]
    public int CallsPerSecond { get; set; } = 50;

    /// <summary>
    /// Whether calls are spaced so that Zoom's limits are never reached. True by default. Only for a stand-in that has no
    /// limits, or a gateway in between that keeps them itself: without it each 429 is Zoom's own, and only its job waits.
    /// </summary>
    public bool SpaceCalls { get; set; } = true;

    /// <summary>
    /// Signs the OAuth state (<c>STATE_SECRET</c>), 16 characters or more. Derived from the master key by default.
    /// </summary>
    [StringLength(1000, MinimumLength = 16)]
    public string? StateSecret { get; set; }
}

[OptionsValidator]
internal sealed partial class ZoomOptionsValidator : IValidateOptions<ZoomOptions>;

/// <summary>The rules that concern several settings at once.</summary>
internal sealed class ZoomOptionsRules : IValidateOptions<ZoomOptions>
{
    public ValidateOptionsResult Validate(string? name, ZoomOptions options)
    {
        var wrong = new List<string>();
        if (options.AccountId is not null && (options.ClientId is null || options.ClientSecret is null))
        {
            wrong.Add("ZOOM_ACCOUNT_ID is set without ZOOM_CLIENT_ID and ZOOM_CLIENT_SECRET: set all three, or none.");
        }

        try
        {
            _ = Zoom.ZoomEndpoints.Create(options.ApiBaseUrl, options.OAuthUrl, options.DownloadHosts);
        }
        catch (ArgumentException error)
        {
            wrong.Add($"ZOOM_API_BASE_URL, ZOOM_OAUTH_URL or Zoom:DownloadHosts: {error.Message}");
        }

        return wrong.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
