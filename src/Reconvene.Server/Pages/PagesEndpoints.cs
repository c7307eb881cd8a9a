using Reconvene.Server.Pages.Connecting;
using Reconvene.Server.Pages.Finding;
using Reconvene.Server.Pages.Frame;
using Reconvene.Server.Pages.Gathered;
using Reconvene.Server.Pages.Home;
using Reconvene.Server.Pages.Language;
using Reconvene.Server.Pages.OneConnection;
using Reconvene.Server.Pages.OneRecording;
using Reconvene.Server.Pages.OneRecording.Said;
using Reconvene.Server.Pages.Sessions;
using Reconvene.Server.Pages.SignIn;

namespace Reconvene.Server.Pages;

internal static class PagesEndpoints
{
    public static void MapPages(this WebApplication app)
    {
        app.UseMiddleware<PageGuard>();
        app.MapAssets();
        var pages = app.MapGroup("").WithMetadata(new PageRoute()).ExcludeFromDescription();
        pages.MapSetup();
        pages.MapSignIn();
        pages.MapInvitations();
        pages.MapLanguage();
        pages.MapHome();
        pages.MapGathered();
        pages.MapOneRecording();
        pages.MapRecordingContent();
        pages.MapSaidForms();
        pages.MapFinding();
        pages.MapConnect();
        pages.MapAnswer();
        pages.MapOneConnection();
        pages.MapReconnect();
        pages.MapDisconnect();
    }
}
