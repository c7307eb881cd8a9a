using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reconvene.Server.Platform.Http;

/// <summary>How every route speaks: snake_case JSON, unknown members refused, problems as answers to errors.</summary>
internal static class HttpConventions
{
    public static void AddHttpConventions(this WebApplicationBuilder builder)
    {
        builder.Services.ConfigureHttpJsonOptions(options => Configure(options.SerializerOptions));
        builder.Services.AddProblemDetails();
    }

    public static void UseHttpConventions(this WebApplication app) => app.UseExceptionHandler();

    /// <summary>Moments as ISO 8601 with <c>Z</c>, enums as snake_case text in any case, numbers as numbers.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.AllowDuplicateProperties = false;
        options.MaxDepth = 64;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
    }
}
