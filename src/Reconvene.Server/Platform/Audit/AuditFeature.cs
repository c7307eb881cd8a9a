namespace Reconvene.Server.Platform.Audit;

/// <summary>Who did what, kept so that a change of it shows.</summary>
internal static class AuditFeature
{
    public static void AddAudit(this IServiceCollection services)
    {
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<AuditQueries>();
    }
}
