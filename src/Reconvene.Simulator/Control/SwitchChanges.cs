using System.Text.Json;
using System.Text.Json.Nodes;

namespace Reconvene.Simulator.Control;

/// <summary>Changes the switches that a JSON object names, and leaves the others.</summary>
internal static class SwitchChanges
{
    public static async Task ApplyAsync(
        SimulatorSwitches switches, Stream body, JsonSerializerOptions json, CancellationToken cancellation)
    {
        if (await JsonNode.ParseAsync(body, cancellationToken: cancellation) is not JsonObject changes)
        {
            throw new ArgumentException("The body is not a JSON object: send the switches to change, by name.", nameof(body));
        }

        var properties = typeof(SimulatorSwitches).GetProperties()
            .ToDictionary(property => json.PropertyNamingPolicy!.ConvertName(property.Name), StringComparer.Ordinal);
        foreach (var (name, value) in changes)
        {
            if (!properties.TryGetValue(name, out var property))
            {
                throw new ArgumentException(
                    $"Switch '{name}' does not exist: choose from {string.Join(", ", properties.Keys)}.", nameof(body));
            }

            property.SetValue(switches, value.Deserialize(property.PropertyType, json));
        }
    }
}
