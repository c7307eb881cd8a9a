using Reconvene.Server.Accounts;

namespace Reconvene.Server.Pages.Sessions;

/// <summary>Signs a person in, in the browser that asks.</summary>
internal sealed class SignInBrowser(BrowserSessions sessions, PageCookies cookies)
{
    /// <summary>Ends the session that this browser had: its cookie is replaced, and nobody could end it later.</summary>
    public async Task RunAsync(HttpContext context, UserRow user, CancellationToken cancellation)
    {
        if (context.Features.Get<SignedIn>() is { } before)
        {
            await sessions.EndAsync(before, cancellation);
        }

        cookies.GiveSession(context, await sessions.BeginAsync(user, cancellation));
    }
}
