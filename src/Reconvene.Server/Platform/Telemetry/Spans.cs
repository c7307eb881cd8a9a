using System.Diagnostics;

namespace Reconvene.Server.Platform.Telemetry;

/// <summary>The one activity source of the server. Span names are a promise: tests end the process on them.</summary>
internal static class Spans
{
    public const string SourceName = "Reconvene";

    private static readonly ActivitySource Source = new(SourceName);

    public static Activity? Start(string name) => Source.StartActivity(name);

    /// <summary>A span about one thing, such as <c>recording:12</c>.</summary>
    public static Activity? Start(string name, string subject) => Source.StartActivity(
        name, ActivityKind.Internal, default(ActivityContext), [new("reconvene.subject", subject)]);
}
