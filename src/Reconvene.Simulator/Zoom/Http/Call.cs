using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Reconvene.Simulator.Control;
using Reconvene.Simulator.Zoom.Addresses;
using Reconvene.Simulator.Zoom.Api;

namespace Reconvene.Simulator.Zoom.Http;

/// <summary>One request on its way through the simulator, with the segments that its route names.</summary>
internal sealed class Call(HttpContext context, IReadOnlyDictionary<string, string> segments)
{
    public HttpContext Context { get; } = context;

    public CancellationToken Cancellation => Context.RequestAborted;

    /// <summary>Its line in the journal; control calls have none.</summary>
    public RequestNote? Journal { get; init; }

    /// <summary>The route that took it; control calls have none.</summary>
    public Route? Route { get; init; }

    /// <summary>Who looks. Known once the guard of the API has let the call through.</summary>
    public Viewer Viewer { get; set; } = Viewer.Nobody;

    /// <summary>The segment as it came, still encoded.</summary>
    public string Raw(string name) => segments[name];

    /// <summary>The segment decoded once, as any web server would.</summary>
    public string Segment(string name) => Uri.UnescapeDataString(segments[name]);

    /// <summary>The segment decoded once, when the route has it.</summary>
    public string? SegmentOrNone(string name) => segments.ContainsKey(name) ? Segment(name) : null;

    public string? Query(string name) => Context.Request.Query.TryGetValue(name, out var value) ? (string?)value : null;

    /// <summary>The names of the simulator, where they do not follow the one that was called.</summary>
    public Origins? Origins { get; init; }

    public string WebOrigin => Origins?.Web ?? Origin;

    public string ApiOrigin => Origins?.Api ?? Origin;

    public string FilesOrigin => Origins?.Files ?? Origin;

    private string Origin => $"{Context.Request.Scheme}://{Context.Request.Host}";

    public Task JsonAsync(int status, JsonNode body) => TextAsync(status, "application/json;charset=UTF-8", CompactJson.Write(body));

    public Task ErrorAsync(ZoomError error) => JsonAsync(error.Status, error.ToJson());

    public async Task TextAsync(int status, string mediaType, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        Context.Response.StatusCode = status;
        Context.Response.ContentType = mediaType;
        Context.Response.ContentLength = bytes.Length;
        await Context.Response.Body.WriteAsync(bytes, Cancellation);
    }

    public void Empty(int status) => Context.Response.StatusCode = status;

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

    /// <summary>The body as a JSON object; an empty one when there is none or it is something else.</summary>
    public async Task<JsonObject> BodyAsync() => await JsonBodyAsync() ?? [];

    /// <summary>The body as a JSON object; null when there is none or it is something else.</summary>
    public async Task<JsonObject?> JsonBodyAsync()
    {
        using var reader = new StreamReader(Context.Request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(Cancellation);
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
