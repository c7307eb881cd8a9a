using Microsoft.AspNetCore.Http;
using Reconvene.Simulator.Control;
using Reconvene.Simulator.Wire;
using Reconvene.Simulator.Zoom.Addresses;
using Reconvene.Simulator.Zoom.Api;

namespace Reconvene.Simulator.Zoom.Http;

/// <summary>One request on its way through Zoom's simulator.</summary>
internal sealed class Call(HttpContext context, IReadOnlyDictionary<string, string> segments) : WireCall(context, segments)
{
    /// <summary>Its line in the journal; control calls have none.</summary>
    public RequestNote? Journal { get; init; }

    /// <summary>The route that took it; control calls have none.</summary>
    public Route? Route { get; init; }

    /// <summary>Who looks. Known once the guard of the API has let the call through.</summary>
    public Viewer Viewer { get; set; } = Viewer.Nobody;

    /// <summary>The names of the simulator, where they do not follow the one that was called.</summary>
    public Origins? Origins { get; init; }

    public string WebOrigin => Origins?.Web ?? Origin;

    public string ApiOrigin => Origins?.Api ?? Origin;

    public string FilesOrigin => Origins?.Files ?? Origin;

    private string Origin => $"{Context.Request.Scheme}://{Context.Request.Host}";

    public Task ErrorAsync(ZoomError error) => JsonAsync(error.Status, error.ToJson());

    public void Note(Func<LoggedRequest, LoggedRequest> change) => Journal?.Change(change);

    /// <summary>Ends the connection in place of an answer.</summary>
    public void Abort()
    {
        Journal?.Answered();
        Context.Abort();
    }

    /// <summary>Form or query: both are in use, and both work at Zoom.</summary>
    public async Task<Func<string, string?>> ParametersAsync()
    {
        var request = Context.Request;
        var form = request.HasFormContentType ? await request.ReadFormAsync(Cancellation) : null;
        return name => form is not null && form.TryGetValue(name, out var value) ? (string?)value : Query(name);
    }
}
