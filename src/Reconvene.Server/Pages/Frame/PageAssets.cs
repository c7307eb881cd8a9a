namespace Reconvene.Server.Pages.Frame;

/// <summary>The files that pages load, each at its own address.</summary>
internal static class PageAssets
{
    public static Asset StyleSheet { get; } = new("pages", "css", "text/css");

    /// <summary>Copies a field that is there to be copied. Pages do without it.</summary>
    public static Asset CopyScript { get; } = new("copy", "js", "text/javascript");

    /// <summary>Lets the transcript follow what is played. Pages do without it.</summary>
    public static Asset PlayerScript { get; } = new("player", "js", "text/javascript");

    public static void MapAssets(this WebApplication app)
    {
        app.MapGet(StyleSheet.Path, StyleSheet.Get).AllowAnonymous().ExcludeFromDescription();
        app.MapGet(CopyScript.Path, CopyScript.Get).AllowAnonymous().ExcludeFromDescription();
        app.MapGet(PlayerScript.Path, PlayerScript.Get).AllowAnonymous().ExcludeFromDescription();
    }
}
