using Microsoft.Extensions.Options;

namespace Reconvene.Server.Platform.Health;

/// <summary>Whether the process lives, and whether it can do its work.</summary>
internal static class HealthFeature
{
    public static void AddHealth(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<HealthOptions>().BindConfiguration("Health").ValidateOnStart();
        services.AddSingleton<IValidateOptions<HealthOptions>, HealthOptionsValidator>();
        services.AddSingleton<IReadinessCheck, DatabaseReadiness>();
        services.AddSingleton<IReadinessCheck, DiskReadiness>();
        services.AddSingleton<Readiness>();
    }

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/healthz", HealthEndpoints.Live).WithName("GetLiveness").WithTags("Health").AllowAnonymous();
        app.MapGet("/readyz", HealthEndpoints.Ready).WithName("GetReadiness").WithTags("Health").AllowAnonymous();
    }
}
