using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Reconvene.Client.Deliverables;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Deliverables;

/// <summary>A document as it stands in the database and in <c>.json</c>.</summary>
internal static class DeliverableJson
{
    private static readonly JsonSerializerOptions Stored = Make(isIndented: false);
    private static readonly JsonSerializerOptions Shown = Make(isIndented: true);

    public static string Write(DeliverableDocument document) => JsonSerializer.Serialize(document, Stored);

    public static string WriteForPeople(DeliverableDocument document) => JsonSerializer.Serialize(document, Shown);

    public static DeliverableDocument Read(string json) => JsonSerializer.Deserialize<DeliverableDocument>(json, Stored)!;

    private static JsonSerializerOptions Make(bool isIndented)
    {
        var options = new JsonSerializerOptions
        {
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
            WriteIndented = isIndented,
        };
        HttpConventions.Configure(options);
        return options;
    }
}
