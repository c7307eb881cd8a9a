using System.Text.Json;

namespace Reconvene.Server.Platform.Settings;

/// <summary>
/// The Zoom app that people consent to, in a file of its own: <c>config/oauth_zoom.json</c> with <c>client_id</c>,
/// <c>client_secret</c> and <c>redirect_uri</c>.
/// </summary>
internal static class OAuthAppFile
{
    public static readonly string Name = Path.Combine("config", "oauth_zoom.json");

    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        ["client_id"] = "Zoom:OAuthApp:ClientId",
        ["client_secret"] = "Zoom:OAuthApp:ClientSecret",
        ["redirect_uri"] = "Zoom:OAuthApp:RedirectUri",
    };

    /// <summary>Nothing when there is no such file. Throws <see cref="StartRefusedException"/> when it is not as expected.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Read(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            var told = JsonSerializer.Deserialize<Dictionary<string, string?>>(File.ReadAllBytes(path)) ?? [];
            var unknown = told.Keys.Where(name => !Settings.ContainsKey(name)).ToList();
            return unknown.Count is 0
                ? [.. told.Where(pair => !string.IsNullOrEmpty(pair.Value)).Select(pair => KeyValuePair.Create(Settings[pair.Key], pair.Value))]
                : throw new StartRefusedException(
                    $"{Name} has {string.Join(", ", unknown)}: it may have client_id, client_secret and redirect_uri.");
        }
        catch (JsonException error)
        {
            throw new StartRefusedException(
                $"{Name} is not readable at line {(error.LineNumber ?? 0) + 1}: expected a JSON object with client_id, client_secret and redirect_uri, each a text.");
        }
    }
}
