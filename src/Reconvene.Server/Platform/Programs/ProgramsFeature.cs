namespace Reconvene.Server.Platform.Programs;

/// <summary>Programs of the system that this server uses when they are there.</summary>
internal static class ProgramsFeature
{
    public static void AddPrograms(this IServiceCollection services)
    {
        services.AddSingleton<OutsidePrograms>();
        services.AddHostedService(provider => provider.GetRequiredService<OutsidePrograms>());
    }
}
