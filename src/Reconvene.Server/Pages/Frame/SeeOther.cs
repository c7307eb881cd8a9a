namespace Reconvene.Server.Pages.Frame;

/// <summary>On to another page of ours, to be opened and not sent again.</summary>
/// <param name="path">A local path; what came from outside has been through <see cref="Sessions.ReturnPath.Local"/>.</param>
internal sealed class SeeOther(string path) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => StatusCodes.Status303SeeOther;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = path;
        httpContext.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
