namespace Reconvene.Server.Platform.Http;

/// <summary>
/// One line a request: method, route, status, time. The route's pattern stands for the path, which may hold a share
/// link's secret; query and headers are never written.
/// </summary>
internal sealed partial class RequestLog(RequestDelegate next, TimeProvider time, ILogger<RequestLog> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var started = time.GetTimestamp();
        await next(context);
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";
        var took = (long)time.GetElapsedTime(started).TotalMilliseconds;
        Log.Answered(logger, Method(context.Request.Method), route, context.Response.StatusCode, took);
    }

    /// <summary>The method is the caller's text too: one that HTTP does not know is not repeated.</summary>
    private static string Method(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsPost(method) || HttpMethods.IsPut(method) || HttpMethods.IsPatch(method)
        || HttpMethods.IsDelete(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method)
            ? method
            : "(other)";

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "{Method} {Route} answered {Status} in {Milliseconds} ms")]
        public static partial void Answered(ILogger logger, string method, string route, int status, long milliseconds);
    }
}
