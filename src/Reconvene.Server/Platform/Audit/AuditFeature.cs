using Reconvene.Server.Platform.Files;

namespace Reconvene.Server.Platform.Audit;

/// <summary>Who did what, kept so that a change of it shows.</summary>
internal static class AuditFeature
{
    public static void AddAudit(this IServiceCollection services)
    {
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<AuditQueries>();
        services.AddSingleton(provider => new AuditHeadFile(provider.GetRequiredService<DataFolder>().Path));
        services.AddSingleton<VerifyAudit>();
        services.AddSingleton<AuditHeads>();
        services.AddHostedService<KeepAuditHeads>();
    }
}
