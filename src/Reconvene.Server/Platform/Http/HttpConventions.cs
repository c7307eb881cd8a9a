using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Platform.Http;

/// <summary>How every route speaks: snake_case JSON, unknown members refused, problems as answers to errors.</summary>
internal static class HttpConventions
{
    /// <summary>How many levels of arrays and objects a body may nest.</summary>
    public const int Depth = 64;

    public static void AddHttpConventions(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<HttpOptions>().BindConfiguration("Http").ValidateOnStart();
        services.AddSingleton<IValidateOptions<HttpOptions>, HttpOptionsValidator>();
        services.AddSingleton<PublicAddress>();
        services.AddSingleton<ReturnAddress>();
        services.AddSingleton<HostCookies>();
        services.ConfigureHttpJsonOptions(options => Configure(options.SerializerOptions));
        services.AddApiDocument();

        // Ours answers whatever the caller accepts, so it must be asked before the one of the framework.
        services.AddSingleton<IProblemDetailsService, ProblemWriter>();
        services.AddProblemDetails();
        services.AddExceptionHandler<ExceptionAnswers>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);

        services.AddAuthentication();
        services.AddAuthorization();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, RoutesAloneAreGuarded>();

        services.AddCors();
        services.AddOptions<CorsOptions>().Configure<IOptions<HttpOptions>>(OpenFor);
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<HttpOptions>>(TrustOnly);
        services.Configure<KestrelServerOptions>(Limit);

        // The framework's own lines hold addresses with their queries.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
    }

    public static void UseHttpConventions(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<RequestLog>();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            // Ours writes the line, with the trace id that the caller was given.
            SuppressDiagnosticsCallback = _ => true,
        });
        app.UseStatusCodePages(StatusAnswers.WriteAsync);
        app.Use(BeImpatient);
        app.UseRouting();
        app.UseCors();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapOpenApi("/openapi.json").AllowAnonymous();
    }

    /// <summary>Moments as ISO 8601 with <c>Z</c>, enums as snake_case text in any case, numbers as numbers.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.MaxDepth = Depth;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        options.Converters.Add(new MomentConverter());
    }

    private static Task BeImpatient(HttpContext context, RequestDelegate next)
    {
        // Not async: then the limit would end with this method, and not reach what comes after it.
        Patience.Limit(Patience.OfCallers);
        return next(context);
    }

    private static void OpenFor(CorsOptions cors, IOptions<HttpOptions> http) => cors.AddDefaultPolicy(policy => policy
        .WithOrigins([.. http.Value.Origins.Select(origin => origin.TrimEnd('/'))])
        .AllowAnyMethod()
        .AllowAnyHeader()
        .WithExposedHeaders("Retry-After", "ETag", "Location"));

    private static void TrustOnly(ForwardedHeadersOptions forwarded, IOptions<HttpOptions> http)
    {
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        forwarded.ForwardedHeaders = http.Value.Proxies.Count is 0
            ? ForwardedHeaders.None
            : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        forwarded.ForwardLimit = null;
        foreach (var proxy in http.Value.Proxies)
        {
            if (HttpOptions.TryReadNetwork(proxy, out var network))
            {
                forwarded.KnownIPNetworks.Add(network);
            }
        }
    }

    private static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = HttpOptions.LargestBodyBytes;
        kestrel.Limits.MaxRequestLineSize = 8 * 1024;
        kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(240, TimeSpan.FromSeconds(5));
        kestrel.Limits.MinResponseDataRate = new MinDataRate(240, TimeSpan.FromSeconds(30));
    }
}
