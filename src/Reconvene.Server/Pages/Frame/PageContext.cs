using System.Security.Cryptography;
using Microsoft.AspNetCore.Antiforgery;
using Reconvene.Server.Accounts;
using Reconvene.Server.Pages.Language;
using Reconvene.Server.Pages.Sessions;

namespace Reconvene.Server.Pages.Frame;

/// <summary>What every component may ask about the request it is rendered for.</summary>
internal sealed class PageContext
{
    private const int NonceBytes = 16;

    private readonly Lazy<AntiforgeryTokenSet> _token;
    private readonly Lazy<string> _nonce = new(static () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceBytes)));

    public PageContext(IHttpContextAccessor accessor, IAntiforgery antiforgery)
    {
        var context = accessor.HttpContext
            ?? throw new InvalidOperationException("A page is rendered for a request, and there is none.");
        Words = new Words(PageLanguage.Of(context));
        Person = context.Features.Get<SignedIn>()?.Person;
        Path = HttpMethods.IsGet(context.Request.Method) ? context.Request.Path + context.Request.QueryString : context.Request.Path;
        _token = new(() => antiforgery.GetAndStoreTokens(context));
    }

    public Words Words { get; }

    /// <summary>Who is signed in; null on a page that asks nobody.</summary>
    public UserRow? Person { get; }

    /// <summary>Where this page stands, to come back to.</summary>
    public string Path { get; }

    /// <summary>Made when a form first needs it: a page without a form sets no cookie.</summary>
    public AntiforgeryTokenSet Token => _token.Value;

    /// <summary>Lets one script of ours run. Made when a page first needs it: one without a script allows none.</summary>
    public string Nonce => _nonce.Value;

    /// <summary>Whether the page plays video or sound of ours.</summary>
    public bool PlaysMedia { get; private set; }

    /// <summary>The nonce that was used; null when none was.</summary>
    public string? UsedNonce => _nonce.IsValueCreated ? _nonce.Value : null;

    /// <summary>Said by the player itself.</summary>
    public void PlayMedia() => PlaysMedia = true;
}
