using Reconvene.Simulator.Control.Limits;
using Reconvene.Simulator.Wire;

namespace Reconvene.Simulator.Zoom.Http;

/// <summary>A route of Zoom's, with what Zoom knows of it.</summary>
internal sealed record Route(string Method, string Pattern, Func<Call, Task> Handle) : WireRoute<Call>(Method, Pattern, Handle)
{
    /// <summary>What it costs; null for what counts against no limit.</summary>
    public LimitLabel? Label { get; init; }

    /// <summary>Zoom Phone has limits of its own.</summary>
    public LimitTable Table =>
        Pattern.StartsWith("/v2/phone/", StringComparison.Ordinal) ? LimitTable.Phone : LimitTable.General;

    /// <summary>Writes down what the request is about, before a fault can strike it.</summary>
    public Func<Call, Task>? Notice { get; init; }
}
