using System.Diagnostics;

namespace Reconvene.Server.Platform.Telemetry;

/// <summary>The one activity source of the server. Span names are a promise: tests end the process on them.</summary>
internal static class Spans
{
    public const string SourceName = "Reconvene";

    private static readonly ActivitySource Source = new(SourceName);

    public static Activity? Start(string name) => Source.StartActivity(name);
}
