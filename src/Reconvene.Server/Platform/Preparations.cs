namespace Reconvene.Server.Platform;

/// <summary>
/// The preparations in the order of their registration. Each is made only when its turn comes: a later one may need
/// what an earlier one finds, such as the master key.
/// </summary>
internal static class Preparations
{
    public static void AddPreparation<T>(this IServiceCollection services)
        where T : class, IPreparation
    {
        services.AddSingleton<T>();
        services.AddSingleton(new Registered(typeof(T)));
    }

    public static async Task RunAsync(IServiceProvider services, CancellationToken cancellation)
    {
        foreach (var one in services.GetServices<Registered>())
        {
            await ((IPreparation)services.GetRequiredService(one.Type)).RunAsync(cancellation);
        }
    }

    private sealed record Registered(Type Type);
}
