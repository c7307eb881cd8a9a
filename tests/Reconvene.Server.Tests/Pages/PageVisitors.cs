using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Accounts;
using Reconvene.Server.Pages.Sessions;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Pages;

/// <summary>People in front of the pages.</summary>
internal static partial class PageVisitors
{
    /// <summary>A browser with the session of someone whose password nobody knows.</summary>
    public static async Task<Browser> PersonAsync(ServerUnderTest server, Role role, long tenant = 1)
    {
        var token = await server.AddPersonAsync(role, tenant);
        var me = (await server.Client(token).SendAsync(HttpMethod.Get, "/api/v1/users/me")).Json;
        var user = await server.Services.GetRequiredService<UserQueries>()
            .FindAsync(new(tenant), new(me.GetProperty("id").GetInt64()), CancellationToken.None);
        var text = await server.Services.GetRequiredService<BrowserSessions>().BeginAsync(user!, CancellationToken.None);
        var browser = new Browser(server.Address);
        browser.Cookies.Add(server.Address, new Cookie("reconvene-session", text, "/"));
        return browser;
    }

    public static async Task<Browser> OwnerAsync(ServerUnderTest server)
    {
        var browser = new Browser(server.Address);
        await browser.SignInAsync(server);
        return browser;
    }

    /// <summary>The language on record of a person who signs in by the API.</summary>
    public static async Task<string?> LocaleAsync(this ServerUnderTest server, string email, string password)
    {
        var login = await server.Anonymous.SendAsync(
            HttpMethod.Post, "/api/v1/auth/login", $$"""{"email":"{{email}}","password":"{{password}}"}""");
        var person = server.Client(login.Json.GetProperty("access_token").GetString());
        return (await person.SendAsync(HttpMethod.Get, "/api/v1/users/me")).Json.GetProperty("locale").GetString();
    }

    /// <summary>Where a page leads on to by itself.</summary>
    public static Uri Onward(this Answer answer) =>
        new(WebUtility.HtmlDecode(Refresh().Match(answer.Text).Groups["address"].Value));

    /// <summary>What a person reads: without tags, entities resolved.</summary>
    public static string Read(this Answer answer) =>
        Spaces().Replace(WebUtility.HtmlDecode(Tag().Replace(answer.Text, " ")), " ");

    /// <summary>Begins a consent on a page, as far as Zoom's own.</summary>
    public static async Task<Uri> BeginAsync(this Browser browser, string page = "/connect") =>
        (await browser.SendAsync(page, page)).Onward();

    [GeneratedRegex("<meta http-equiv=\"refresh\" content=\"0; url=(?<address>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Refresh();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
