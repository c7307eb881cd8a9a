namespace Reconvene.Server.Pages.Sessions;

/// <summary>Marks a route as a page: guarded as one, and its errors shown as one.</summary>
internal sealed class PageRoute;
