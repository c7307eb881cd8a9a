using System.Diagnostics;
using System.Globalization;
using Reconvene.Killer;

/// <summary>
/// Found by the runtime through DOTNET_STARTUP_HOOKS, which wants this name outside any namespace. Ends its own process with
/// SIGKILL when the span of RECONVENE_KILL_SPAN starts or stops for the n-th time (about RECONVENE_KILL_SUBJECT, when set).
/// </summary>
#pragma warning disable CA1050, MA0047 // The runtime's wish.
internal static class StartupHook
#pragma warning restore CA1050, MA0047
{
    public static void Initialize()
    {
        var span = Environment.GetEnvironmentVariable("RECONVENE_KILL_SPAN");
        if (string.IsNullOrEmpty(span))
        {
            return;
        }

        var atStart = Environment.GetEnvironmentVariable("RECONVENE_KILL_AT") is not "stop";
        var nth = Environment.GetEnvironmentVariable("RECONVENE_KILL_N") is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : 1;
        var killer = new SpanKiller(span, Environment.GetEnvironmentVariable("RECONVENE_KILL_SUBJECT"), nth);
#pragma warning disable CA2000 // Listens as long as the process lives.
        ActivitySource.AddActivityListener(new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Reconvene",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = atStart ? killer.Meet : null,
            ActivityStopped = atStart ? null : killer.Meet,
        });
#pragma warning restore CA2000
    }
}
