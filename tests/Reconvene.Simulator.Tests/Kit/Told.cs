using System.Text;
using System.Text.Json.Nodes;

namespace Reconvene.Simulator.Tests.Kit;

/// <summary>The control calls over HTTP.</summary>
internal static class Told
{
    public static async Task<JsonNode> ReadControlAsync(this Sim sim, string path) =>
        JsonNode.Parse(await sim.Http.GetStringAsync("/_control/" + path, sim.Cancellation))!;

    public static async Task<JsonNode> PostControlAsync(this Sim sim, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await sim.Http.PostAsync("/_control/" + path, content, sim.Cancellation);
        var text = await answer.Content.ReadAsStringAsync(sim.Cancellation);
        Assert.True(answer.IsSuccessStatusCode, text);
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }
}
