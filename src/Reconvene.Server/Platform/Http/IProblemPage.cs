using Microsoft.AspNetCore.Mvc;

namespace Reconvene.Server.Platform.Http;

/// <summary>Shows a problem as a page where a person asked, not a program. Made by the floor that has the pages.</summary>
internal interface IProblemPage
{
    bool Takes(HttpContext context);

    /// <summary>Writes the whole answer; the problem is complete.</summary>
    Task WriteAsync(HttpContext context, ProblemDetails problem);
}
