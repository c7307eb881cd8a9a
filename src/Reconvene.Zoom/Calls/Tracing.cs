using System.Diagnostics;
using Reconvene.Zoom.Scopes;

namespace Reconvene.Zoom.Calls;

/// <summary>The traces of this library; never an address, an id or a secret in them.</summary>
internal static class Tracing
{
    public const string SourceName = "Reconvene.Zoom";

    private static readonly ActivitySource Source = new(SourceName);

    public static Activity? Start(ZoomOperation operation) =>
        Start("zoom." + operation.Id)?.SetTag("zoom.label", operation.Label.ToString());

    public static Activity? Start(string name) => Source.StartActivity(name, ActivityKind.Client);

    public static void End(Activity? activity, ZoomFailure? failure)
    {
        if (activity is null || failure is null)
        {
            return;
        }

        activity.SetStatus(ActivityStatusCode.Error, failure.Kind.ToString());
        activity.SetTag("zoom.failure", failure.Kind.ToString());
        activity.SetTag("http.response.status_code", failure.Status);
        activity.SetTag("zoom.code", failure.ZoomCode);
    }
}
