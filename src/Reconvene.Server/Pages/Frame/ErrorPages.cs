using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Reconvene.Server.Pages.Sessions;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Pages.Frame;

/// <summary>Shows a problem to a person, where a person asked: on a page, or at an address where there is nothing.</summary>
internal sealed class ErrorPages : IProblemPage
{
    /// <summary>What begins so is asked by programs, whatever they say they accept.</summary>
    private static readonly string[] OfPrograms = ["/api", "/webhooks", "/telegram", "/mcp", "/openapi.json", "/metrics", "/healthz", "/readyz"];

    public bool Takes(HttpContext context)
    {
        var endpoint = context.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? context.GetEndpoint();
        return endpoint is RouteEndpoint
            ? endpoint.Metadata.GetMetadata<PageRoute>() is not null
            : AcceptsPages(context.Request) && !OfPrograms.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));
    }

    public Task WriteAsync(HttpContext context, ProblemDetails problem)
    {
        var code = problem.Extensions["error_code"] as string ?? "";
        var trace = problem.Extensions["trace_id"] as string ?? "";
        return PageResult.Of<ErrorPage, ErrorView>(new(code, trace), problem.Status!.Value).ExecuteAsync(context);
    }

    private static bool AcceptsPages(HttpRequest request) => request.GetTypedHeaders().Accept
        .Any(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));
}
