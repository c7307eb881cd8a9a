using System.Text.Json;
using System.Text.Json.Nodes;
using Reconvene.Simulator.OpenAi.Chat;
using Reconvene.Simulator.OpenAi.Control;
using Reconvene.Simulator.Wire;

namespace Reconvene.Simulator.OpenAi.Model;

/// <summary>Answers any prompt, the same prompt always in the same way: by copying what was said into the form that is asked for.</summary>
internal static class ScriptedModel
{
    private const string Sorry = "I'm sorry, but I can't help with that.";
    private const int Sentences = 4;

    public static ChatAnswer Answer(ChatRequest asked, ModelRule rule) => rule switch
    {
        { Behaviour: ModelBehaviour.Fixed } => new ChatAnswer(rule.Answer ?? ""),
        { Behaviour: ModelBehaviour.Refusing } when asked.Format.Schema is not null => new ChatAnswer(Content: null, Sorry),
        { Behaviour: ModelBehaviour.Refusing } => new ChatAnswer(Sorry),
        { Behaviour: ModelBehaviour.Garbage } => new ChatAnswer(Garbage(asked, rule)),
        _ => new ChatAnswer(Good(asked, rule)),
    };

    private static string Garbage(ChatRequest asked, ModelRule rule) => rule.Garbage switch
    {
        GarbageForm.NotJson => "Sure! Here is the summary that you asked for:\n\n**Summary**: " + Good(asked with { Format = ChatFormat.Text }, rule),
        GarbageForm.CutJson => Good(asked, rule) is var good ? good[..(good.Length / 2)] : "",
        GarbageForm.OtherSchema => """{"answer":42,"items":[{"colour":"blue","weight":"heavy"}],"ok":"yes"}""",
        GarbageForm.Empty => "",
        _ when asked.Format.IsJson && JsonNode.Parse(Good(asked, rule)) is { } good => CompactJson.Write(Lengthened(good, rule.Length)),
        _ => Repeated(Good(asked, rule), rule.Length),
    };

    /// <summary>The same JSON, but that its longest text says the same again and again.</summary>
    private static JsonNode Lengthened(JsonNode node, int length)
    {
        var texts = JsonScan.Objects(node).SelectMany(one => one).Where(field => field.Value?.GetValueKind() == JsonValueKind.String);
        if (texts.Select(field => field.Value!).MaxBy(text => text.GetValue<string>().Length) is { } longest)
        {
            longest.ReplaceWith(Repeated(longest.GetValue<string>(), length));
        }

        return node;
    }

    private static string Repeated(string text, int length) =>
        string.Concat(Enumerable.Repeat(text + " ", 1 + (length / (text.Length + 1))));

    private static string Good(ChatRequest asked, ModelRule rule)
    {
        var sources = SourceReader.Read(asked.Messages);
        var obeys = rule.Behaviour == ModelBehaviour.Obedient;
        var picker = new Picker(sources, obeys ? Orders.In(sources) : []);
        var deviation = new Deviation(rule, sources);
        if (!asked.Format.IsJson)
        {
            return (obeys ? Orders.OnlyIn(sources) : null) ?? Prose(picker, deviation);
        }

        var schema = asked.Format.Schema ?? SchemaIn(asked.Messages);
        return CompactJson.Write(schema is null ? Summary(picker, deviation) : new SchemaFiller(schema, picker, deviation).Fill());
    }

    private static string Prose(Picker picker, Deviation deviation)
    {
        var chosen = picker.Forced.Concat(picker.Take(Math.Min(Sentences, picker.Available))).ToList();
        var text = string.Join(' ', deviation.Change(chosen, isStatement: false).Select(source => source.Text));
        return text.Length == 0 ? "Nothing was said." : text;
    }

    private static JsonObject Summary(Picker picker, Deviation deviation) => new() { ["summary"] = Prose(picker, deviation) };

    /// <summary>A schema that stands in the prompt, where the request itself names none.</summary>
    private static JsonObject? SchemaIn(IReadOnlyList<ModelMessage> messages) => messages
        .SelectMany(message => JsonScan.In(message.Text)).OfType<JsonObject>()
        .FirstOrDefault(found => found["type"]?.ToString() == "object" && found["properties"] is JsonObject);
}
