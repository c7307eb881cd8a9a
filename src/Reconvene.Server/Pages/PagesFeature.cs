using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Reconvene.Server.Pages.Frame;
using Reconvene.Server.Pages.Home;
using Reconvene.Server.Pages.OneConnection;
using Reconvene.Server.Pages.OneRecording;
using Reconvene.Server.Pages.OneRecording.Made;
using Reconvene.Server.Pages.OneRecording.Said;
using Reconvene.Server.Pages.Sessions;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Pages;

/// <summary>What people see in a browser: the same operations and views as the API, and no rules of its own.</summary>
internal static class PagesFeature
{
    public static void AddPages(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddHttpContextAccessor();
        services.AddScoped<PageContext>();
        services.AddSingleton<IProblemPage, ErrorPages>();
        services.AddSingleton<PageCookies>();
        services.AddSingleton<BrowserSessions>();
        services.AddSingleton<SignInBrowser>();
        services.AddSingleton<HomeQueries>();
        services.AddSingleton<ReadConnection>();
        services.AddSingleton<ReadRecording>();
        services.AddSingleton<ReadSaid>();
        services.AddSingleton<ReadMade>();
        services.AddSingleton<AddWholeSource>();
        services.AddSingleton<ConsentAgain>();
        services.AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, SessionAuthentication>(SessionAuthentication.SchemeName, null);

        services.AddDataProtection().SetApplicationName("reconvene");
        services.AddSingleton<KeyRing>();
        services.AddOptions<KeyManagementOptions>().Configure<KeyRing>((options, ring) => options.XmlRepository = ring);

        // It warns that keys are kept in the clear, not knowing that the repository seals them.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);

        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<HostCookies>((options, cookies) =>
        {
            options.Cookie = new FormCookie(cookies);
            options.FormFieldName = "form_token";
            options.HeaderName = null;
            options.SuppressXFrameOptionsHeader = true;
        });
    }
}
