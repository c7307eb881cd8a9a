using System.Text.Encodings.Web;
using System.Text.Unicode;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.OAuth;

/// <summary>The HTML of the consent.</summary>
internal static class ConsentPage
{
    private const string Style = """
        :root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --paper: #fff; --ground: #f0f3f6; --line: #8c959f; --act: #0b5cff; --on-act: #fff; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #f0f3f6; --soft: #b1bac4; --paper: #1f242b; --ground: #0f1318; --line: #6e7681; --act: #7fb0ff; --on-act: #0f1318; }
        }
        * { box-sizing: border-box; }
        body { margin: 0; padding: 1.5rem 1rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); }
        main { max-width: 34rem; margin: 0 auto; padding: 1.5rem; background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; }
        h1 { margin: 0 0 .5rem; font-size: 1.4rem; line-height: 1.25; }
        h2 { margin: 1.25rem 0 .25rem; font-size: 1rem; }
        .mark { margin: 0 0 1rem; color: var(--soft); font-size: .9rem; }
        label { display: block; margin-top: 1rem; font-weight: 600; }
        select { width: 100%; min-height: 2.75rem; margin-top: .25rem; padding: .4rem .5rem; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: .4rem; }
        ul { margin: 0; padding-left: 1.2rem; }
        code { font-size: .85rem; overflow-wrap: anywhere; }
        .choice { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1.5rem; }
        button { flex: 1 1 8rem; min-height: 2.75rem; font: inherit; font-weight: 600; color: var(--ink); background: var(--paper); border: 1px solid var(--line); border-radius: .4rem; cursor: pointer; }
        button.allow { color: var(--on-act); background: var(--act); border-color: var(--act); }
        :focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
        """;

    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Question(
        AuthorizeRequest request, IReadOnlyList<string> scopes, IReadOnlyList<ZoomUser> users, ZoomUser? signedIn)
    {
        var name = Html.Encode(request.App.Name);
        return Whole($"Allow {name}?", $"""
            <h1>Allow {name} to use your Zoom account?</h1>
            <p class="mark">This is a simulated Zoom. No real account is touched.</p>
            <form method="post" action="/oauth/authorize">
            {Hidden(request)}
            {(signedIn is null ? Choice(users) : SignedIn(signedIn))}
            <h2>The app will be able to use</h2>
            <ul>
            {string.Join('\n', scopes.Select(scope => $"<li><code>{Html.Encode(scope)}</code></li>"))}
            </ul>
            <div class="choice">
            <button class="allow" type="submit" name="decision" value="allow">Allow</button>
            <button type="submit" name="decision" value="decline">Decline</button>
            </div>
            </form>
            """);
    }

    /// <summary>Says what is wrong with Zoom's number, and leads nowhere.</summary>
    public static string Refusal(OAuthError error) => Whole("Error", $"""
        <h1>{Html.Encode(OAuthErrorShapes.WithNumber(error))}</h1>
        <p class="mark">This is a simulated Zoom. The app asked for your consent in a way that cannot be answered.</p>
        """);

    private static string Hidden(AuthorizeRequest request) => string.Join('\n',
        new (string Name, string? Value)[]
        {
            ("response_type", "code"),
            ("client_id", request.App.ClientId),
            ("redirect_uri", request.RedirectUri),
            ("state", request.State),
            ("code_challenge", request.Challenge),
            ("code_challenge_method", request.Challenge is null ? null : "S256"),
        }
        .Where(field => field.Value is not null)
        .Select(field => $"""<input type="hidden" name="{field.Name}" value="{Html.Encode(field.Value!)}">"""));

    private static string Choice(IReadOnlyList<ZoomUser> users) => $"""
        <label for="user">Continue as</label>
        <select id="user" name="user">
        {string.Join('\n', users.Select(user => $"""<option value="{Html.Encode(user.Email)}">{Who(user)}</option>"""))}
        </select>
        """;

    private static string SignedIn(ZoomUser user) => $"""
        <p>Signed in as <strong>{Who(user)}</strong></p>
        <input type="hidden" name="user" value="{Html.Encode(user.Email)}">
        """;

    private static string Who(ZoomUser user) => Html.Encode($"{user.DisplayName} ({user.Email})");

    private static string Whole(string title, string content) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{title} - Zoom (simulated)</title>
        <style>{Style}</style>
        </head>
        <body>
        <main>
        {content}
        </main>
        </body>
        </html>
        """;
}
