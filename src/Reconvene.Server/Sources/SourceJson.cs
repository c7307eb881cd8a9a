using System.Text.Json;
using System.Text.Json.Serialization;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Sources;

/// <summary>How a source's configuration stands in its column: as in the API, without what was left out.</summary>
internal static class SourceJson
{
    public static readonly JsonSerializerOptions Options = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
        HttpConventions.Configure(options);
        return options;
    }
}
