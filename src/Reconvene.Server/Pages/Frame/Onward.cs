namespace Reconvene.Server.Pages.Frame;

/// <summary>
/// Leads a person from a form of ours to another server. Not by a redirect: <c>form-action 'self'</c> holds for the
/// redirects after a form too (CSP Level 3, 6.4.1), and Chromium would stop there. So a page of ours leads on.
/// </summary>
internal static class Onward
{
    /// <summary>A page that leads on by itself, and by a link.</summary>
    /// <param name="address">Absolute, of Zoom's endpoints or judged by <see cref="Platform.Http.ReturnAddress"/>.</param>
    public static PageResult To(string address) => PageResult.Of<OnwardPage, OnwardView>(new(address));
}
