using System.Collections;

namespace Reconvene.Server.Platform.Settings;

/// <summary>
/// Where settings come from, later ones winning: <c>config/oauth_zoom.json</c>, <c>reconvene.json</c>, <c>.env</c>, the environment
/// (<c>SECTION__KEY</c>). The short names that Zoom guides use work as they stand.
/// </summary>
internal static class SettingsSources
{
    private static readonly Dictionary<string, string> ShortNames = new(StringComparer.Ordinal)
    {
        ["ZOOM_ACCOUNT_ID"] = "Zoom:AccountId",
        ["ZOOM_CLIENT_ID"] = "Zoom:ClientId",
        ["ZOOM_CLIENT_SECRET"] = "Zoom:ClientSecret",
        ["ZOOM_PLAN"] = "Zoom:Plan",
        ["ZOOM_API_BASE_URL"] = "Zoom:ApiBaseUrl",
        ["ZOOM_OAUTH_URL"] = "Zoom:OAuthUrl",
        ["ZOOM_WEBHOOK_SECRET_TOKEN"] = "Zoom:WebhookSecret",
        ["ZOOM_WEBHOOK_SECRET"] = "Zoom:WebhookSecret",
        ["ZOOM_REDIRECT_URI"] = "Zoom:RedirectUri",
        ["ZOOM_REDIRECT"] = "Zoom:RedirectUri",
        ["OAUTH_ZOOM_CLIENT_ID"] = "Zoom:OAuthApp:ClientId",
        ["OAUTH_ZOOM_CLIENT_SECRET"] = "Zoom:OAuthApp:ClientSecret",
        ["STATE_SECRET"] = "Zoom:StateSecret",
        ["TELEGRAM_BOT_TOKEN"] = "Telegram:BotToken",
    };

    public static void Add(ConfigurationManager configuration, ServerOptions options)
    {
        configuration.Sources.Clear();
        if (options.Settings is { } given)
        {
            configuration.AddInMemoryCollection(given);
            return;
        }

        var folder = options.SettingsFolder ?? Directory.GetCurrentDirectory();
        configuration.AddInMemoryCollection(OAuthAppFile.Read(Path.Combine(folder, OAuthAppFile.Name)));
        configuration.AddJsonFile(Path.Combine(folder, "reconvene.json"), optional: true, reloadOnChange: false);
        configuration.AddInMemoryCollection(Translate(DotEnv.Read(Path.Combine(folder, ".env"))));
        configuration.AddInMemoryCollection(Translate(Environment.GetEnvironmentVariables()
            .Cast<DictionaryEntry>()
            .Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value))));
    }

    private static IEnumerable<KeyValuePair<string, string?>> Translate(IEnumerable<KeyValuePair<string, string?>> names)
    {
        foreach (var (name, value) in names)
        {
            // A name that is set to nothing is one that a person left blank.
            if (!string.IsNullOrEmpty(value))
            {
                yield return new(ShortNames.GetValueOrDefault(name, name.Replace("__", ":", StringComparison.Ordinal)), value);
            }
        }
    }
}
