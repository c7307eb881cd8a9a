using Microsoft.Extensions.Options;

namespace Reconvene.Server.Platform.Settings;

/// <summary>
/// Judges all settings before anything is opened or written: who mends them sees every wrong one at once, and a
/// refused start leaves no trace.
/// </summary>
internal static class SettingsCheck
{
    public static void Run(IServiceProvider services)
    {
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
        }
        catch (AggregateException several)
        {
            throw new OptionsValidationException(
                "settings",
                typeof(ServerOptions),
                several.Flatten().InnerExceptions.SelectMany(one =>
                    one is OptionsValidationException invalid ? invalid.Failures : [one.Message]));
        }
    }
}
