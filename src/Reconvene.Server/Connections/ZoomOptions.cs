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
