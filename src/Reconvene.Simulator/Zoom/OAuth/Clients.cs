using System.Text;
using Reconvene.Simulator.Zoom.Apps;
using Reconvene.Simulator.Zoom.Http;

namespace Reconvene.Simulator.Zoom.OAuth;

/// <summary>Which app asks, by its Basic header. Nothing else counts: Zoom publishes <c>client_secret_basic</c> only.</summary>
internal static class Clients
{
    private const string Scheme = "Basic ";

    public static (ZoomApp? App, OAuthError? Error) Judge(Call call, AppRegistry apps)
    {
        var (id, secret) = Read(call);
        return apps.Find(id) is not { } app || app.ClientSecret != secret
            ? (null, OAuthError.WrongClient)
            : app.IsEnabled ? (app, null) : (null, OAuthError.AppDisabled);
    }

    public static (string Id, string Secret) Read(Call call)
    {
        var header = call.Context.Request.Headers.Authorization.ToString();
        var pair = new byte[header.Length];
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            || !Convert.TryFromBase64String(header[Scheme.Length..].Trim(), pair, out var length))
        {
            return ("", "");
        }

        var text = Encoding.UTF8.GetString(pair, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? ("", "") : (text[..colon], text[(colon + 1)..]);
    }
}
