using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Reconvene.Simulator.Wire;

/// <summary>One request on its way through a simulator, with the segments that its route names.</summary>
internal class WireCall(HttpContext context, IReadOnlyDictionary<string, string> segments)
{
    public HttpContext Context { get; } = context;

    public CancellationToken Cancellation => Context.RequestAborted;

    /// <summary>The segment as it came, still encoded.</summary>
    public string Raw(string name) => segments[name];

    /// <summary>The segment decoded once, as any web server would.</summary>
    public string Segment(string name) => Uri.UnescapeDataString(segments[name]);

    /// <summary>The segment decoded once, when the route has it.</summary>
    public string? SegmentOrNone(string name) => segments.ContainsKey(name) ? Segment(name) : null;

    public string? Query(string name) => Context.Request.Query.TryGetValue(name, out var value) ? (string?)value : null;

    public Task JsonAsync(int status, JsonNode body) => TextAsync(status, "application/json;charset=UTF-8", CompactJson.Write(body));

    public async Task TextAsync(int status, string mediaType, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        Context.Response.StatusCode = status;
        Context.Response.ContentType = mediaType;
        Context.Response.ContentLength = bytes.Length;
        await Context.Response.Body.WriteAsync(bytes, Cancellation);
    }

    /// <summary>Promises all of the body and sends half of it; the server then ends the connection.</summary>
    public async Task HalfAsync(string mediaType, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        Context.Response.ContentType = mediaType;
        Context.Response.ContentLength = bytes.Length;
        await Context.Response.Body.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), Cancellation);
        await Context.Response.Body.FlushAsync(Cancellation);
    }

    public void Empty(int status) => Context.Response.StatusCode = status;

    /// <summary>The body as text.</summary>
    public async Task<string> BodyTextAsync()
    {
        using var reader = new StreamReader(Context.Request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(Cancellation);
    }

    /// <summary>The body as a JSON object; an empty one when there is none or it is something else.</summary>
    public async Task<JsonObject> BodyAsync() => await JsonBodyAsync() ?? [];

    /// <summary>The body as a JSON object; null when there is none or it is something else.</summary>
    public async Task<JsonObject?> JsonBodyAsync() => ObjectIn(await BodyTextAsync());

    protected static JsonObject? ObjectIn(string text)
    {
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
