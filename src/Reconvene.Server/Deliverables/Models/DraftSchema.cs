using System.Text.Json.Nodes;
using Reconvene.Server.Deliverables.Templates;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>The JSON schema that a model's answer is bound to, of the sections that a template has. Every member is required, as strict servers want it.</summary>
internal static class DraftSchema
{
    public const string Name = "minutes";

    /// <summary>The schema as JSON.</summary>
    /// <param name="sections">Which sections are wanted.</param>
    /// <param name="withQuotes">Whether each claim also quotes what was spoken.</param>
    /// <param name="isPart">Of a part of a meeting: neither title nor chapters.</param>
    public static string Of(IReadOnlyList<string> sections, bool withQuotes, bool isPart)
    {
        var members = new JsonObject();
        if (!isPart)
        {
            members["title"] = Text();
        }

        foreach (var list in Lists(sections, isPart))
        {
            members[list] = new JsonObject { ["type"] = "array", ["items"] = ItemOf(list, withQuotes), ["maxItems"] = Most(list, isPart) };
        }

        return Closed(members).ToJsonString();
    }

    /// <summary>The sections that a model writes. Of a part, chapters only where nothing else is wanted: else the whole has them.</summary>
    public static IReadOnlyList<string> Lists(IReadOnlyList<string> sections, bool isPart)
    {
        var lists = sections.Where(section => section is not Section.Participants).ToList();
        return isPart && lists.Exists(list => list is not Section.Chapters) ? [.. lists.Where(list => list is not Section.Chapters)] : lists;
    }

    /// <summary>As many as somebody reads; of a part, what may stand for it in the whole.</summary>
    public static int Most(string section, bool isPart) => section switch
    {
        Section.Summary => isPart ? 2 : 6,
        Section.KeyPoints => isPart ? 3 : 8,
        Section.Decisions => isPart ? 3 : 10,
        Section.ActionItems => isPart ? 4 : 15,
        Section.Questions => isPart ? 2 : 6,
        Section.Chapters => 10,
        _ => isPart ? 2 : 8,
    };

    private static JsonObject ItemOf(string section, bool withQuotes) => section switch
    {
        Section.Summary or Section.KeyPoints or Section.Decisions or Section.Questions => Claim(withQuotes),
        Section.ActionItems => Claim(withQuotes, ("owner", TextOrNull()), ("due", TextOrNull())),
        Section.Sentiment => Claim(
            withQuotes,
            ("speaker", TextOrNull()),
            ("tone", new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("positive", "neutral", "negative", "mixed") })),
        Section.Chapters => Closed(new JsonObject { ["title"] = Text(), ["first_segment"] = new JsonObject { ["type"] = "integer" } }),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static JsonObject Claim(bool withQuotes, params (string Name, JsonObject Type)[] more)
    {
        var members = new JsonObject { ["text"] = Text() };
        foreach (var (name, type) in more)
        {
            members[name] = type;
        }

        if (withQuotes)
        {
            members["quote"] = Text();
        }

        members["segments"] = new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "integer" } };
        return Closed(members);
    }

    private static JsonObject Closed(JsonObject members) => new()
    {
        ["type"] = "object",
        ["properties"] = members,
        ["required"] = new JsonArray([.. members.Select(member => (JsonNode)member.Key)]),
        ["additionalProperties"] = false,
    };

    private static JsonObject Text() => new() { ["type"] = "string" };

    private static JsonObject TextOrNull() => new() { ["type"] = new JsonArray("string", "null") };
}
