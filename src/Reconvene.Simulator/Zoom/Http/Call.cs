using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Reconvene.Simulator.Zoom.Http;

/// <summary>One request on its way through the simulator, with the segments that its route names.</summary>
internal sealed class Call(HttpContext context, IReadOnlyDictionary<string, string> segments)
{
    public HttpContext Context { get; } = context;

    public CancellationToken Cancellation => Context.RequestAborted;

    /// <summary>The segment as it came, still encoded.</summary>
    public string Raw(string name) => segments[name];

    /// <summary>The segment decoded once, as any web server would.</summary>
    public string Segment(string name) => Uri.UnescapeDataString(segments[name]);

    public string? Query(string name) => Context.Request.Query.TryGetValue(name, out var value) ? (string?)value : null;

    public string Origin => $"{Context.Request.Scheme}://{Context.Request.Host}";

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

    /// <summary>The body as a JSON object; an empty one when there is none or it is something else.</summary>
    public async Task<JsonObject> BodyAsync()
    {
        using var reader = new StreamReader(Context.Request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(Cancellation);
        try
        {
            return text.Length == 0 ? [] : JsonNode.Parse(text) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
