using System.Text;
using System.Text.Json.Nodes;

namespace Reconvene.Simulator.Tests.Kit;

internal sealed record Letter(byte[] Raw, string Signature, string Timestamp, string TrackingId)
{
    public string Text => Encoding.UTF8.GetString(Raw);

    public JsonNode Json => JsonNode.Parse(Raw)!;
}
