using System.Globalization;
using System.Text.Json.Nodes;

namespace Reconvene.Simulator.OpenAi.Model;

/// <summary>Walks a schema and fills it with what was said: the texts are copied, and the citations name where from.</summary>
internal sealed class SchemaFiller(JsonObject root, Picker picker, Deviation deviation)
{
    private const int Deepest = 8;
    private const int MostItems = 6;
    private const int FewestItems = 2;
    private const int SourcesAnItem = 12;

    private readonly SchemaView _view = new(root);
    private int _objects;

    public JsonNode? Fill()
    {
        IReadOnlyList<Source> whole = picker.Forced.Count > 0 ? picker.Forced : picker.Take(Math.Min(3, picker.Available));
        return Value(root, "", new Scene(deviation.Change(whole, _view.DeclaresCitations(_view.Resolve(root)))), 0);
    }

    private JsonNode? Value(JsonNode? node, string name, Scene scene, int depth)
    {
        var schema = _view.Resolve(node);
        if (schema["const"] is { } constant)
        {
            return constant.DeepClone();
        }

        if (_view.IsNullable(schema) && PrefersNull(name, scene, depth))
        {
            return null;
        }

        if (schema["enum"] is JsonArray values)
        {
            return values.FirstOrDefault(value => value is not null)?.DeepClone();
        }

        if (_view.Variants(schema) is [var variant, ..])
        {
            return Value(variant, name, scene, depth);
        }

        return SchemaView.TypeOf(schema) switch
        {
            "object" => Object(schema, scene, depth),
            "array" => Array(schema, name, scene, depth),
            "integer" => Scalars.Integer(schema, name, scene),
            "number" => Scalars.Number(schema, name, scene),
            "boolean" => true,
            "null" => null,
            _ => Scalars.Text(schema, name, scene, picker),
        };
    }

    private bool PrefersNull(string name, Scene scene, int depth) =>
        FieldNames.IsDue(name) || depth > Deepest || (FieldNames.IsPerson(name) && scene.Speaker is null && !picker.All.Any(source => source.Speaker.Length > 0));

    private JsonObject Object(JsonObject schema, Scene scene, int depth)
    {
        var properties = schema["properties"] as JsonObject ?? [];
        var filled = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);

        // Citations last: they name what the texts beside them were copied from.
        foreach (var (name, property) in properties.OrderBy(property => FieldNames.IsCitation(property.Key)))
        {
            filled[name] = Value(property, name, SceneOf(property, scene), depth + 1);
        }

        return new JsonObject(properties.Select(property => KeyValuePair.Create(property.Key, filled[property.Key])));
    }

    /// <summary>An object with citations of its own is about something of its own.</summary>
    private Scene SceneOf(JsonNode? property, Scene outer)
    {
        var schema = _view.Resolve(property);
        schema = _view.Variants(schema) is [var variant, ..] ? variant : schema;
        return SchemaView.TypeOf(schema) == "object" && _view.DeclaresCitations(schema) ? NewScene(schema, picker.Take(1)) : outer;
    }

    private Scene NewScene(JsonObject schema, IReadOnlyList<Source> sources) =>
        new(deviation.Change(sources, _view.DeclaresCitations(schema)));

    private JsonArray Array(JsonObject schema, string name, Scene scene, int depth)
    {
        var items = _view.Resolve(schema["items"]);
        items = _view.Variants(items) is [var variant, ..] ? variant : items;
        var type = SchemaView.TypeOf(items);
        if (FieldNames.IsCitation(name))
        {
            return Citations(schema, items, type, scene, depth);
        }

        if (depth > Deepest)
        {
            return new JsonArray([.. Enumerable.Range(0, Bounded(schema, 0)).Select(_ => Value(items, name, scene, depth + 1))]);
        }

        if (type == "string" && FieldNames.IsPerson(name))
        {
            return People(schema, items);
        }

        return new JsonArray([.. SourcesFor(schema, type, scene).Select(sources => Value(
            items, name, type == "object" ? NewScene(items, sources) : new Scene(sources), depth + 1))]);
    }

    /// <summary>What each item is made from: first what is ordered, then what was said; now and then two things at once.</summary>
    private IEnumerable<IReadOnlyList<Source>> SourcesFor(JsonObject schema, string type, Scene scene)
    {
        if (type is "integer" or "number" or "boolean")
        {
            return Enumerable.Repeat(scene.Sources, Bounded(schema, 0));
        }

        var usual = Math.Clamp(FewestItems + (picker.Available / SourcesAnItem), FewestItems, MostItems);
        var count = Bounded(schema, Math.Max(picker.Forced.Count, Math.Min(usual, picker.Available)));
        var forced = picker.Forced.Take(count).ToList();
        var taken = picker.Take(count - forced.Count);
        if (type == "string")
        {
            scene.AlsoUses(forced.Concat(taken));
        }

        var lists = forced.Concat(taken).Select(source => new List<Source> { source }).ToList();
        lists.AddRange(Enumerable.Range(0, Math.Max(0, count - lists.Count)).Select(_ => new List<Source>()));
        foreach (var list in lists.Skip(forced.Count).Where(_ => type == "object" && ++_objects % 3 == 0 && picker.Available > 1))
        {
            list.AddRange(picker.Take(1).Where(second => !list.Contains(second)));
            list.Sort((one, other) => one.First.CompareTo(other.First));
        }

        return lists;
    }

    private JsonArray Citations(JsonObject schema, JsonObject items, string type, Scene scene, int depth)
    {
        var numbers = scene.Numbers.ToList();
        if (type == "object")
        {
            var cited = scene.Sources.Where(source => source.Numbers.Count > 0).ToList();
            return new JsonArray([.. cited.Take(Bounded(schema, cited.Count))
                .Select(source => Value(items, "", new Scene([source]), depth + 1))]);
        }

        // Where more are wanted than there are, others that exist; and the same again only as the last resort.
        var wanted = Bounded(schema, numbers.Count);
        numbers.AddRange(picker.All.SelectMany(source => source.Numbers).Distinct().Except(numbers).Take(Math.Max(0, wanted - numbers.Count)).ToList());
        numbers.AddRange(Enumerable.Repeat(numbers.LastOrDefault(1), Math.Max(0, wanted - numbers.Count)));
        return new JsonArray([.. numbers.Take(wanted).Select(number => type == "string"
            ? (JsonNode)number.ToString(CultureInfo.InvariantCulture)
            : number)]);
    }

    private JsonArray People(JsonObject schema, JsonObject items)
    {
        var names = picker.All.Select(source => source.Speaker).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).Take(MostItems).ToList();
        var count = Bounded(schema, names.Count);
        names.AddRange(Enumerable.Repeat(names.LastOrDefault("Somebody"), Math.Max(0, count - names.Count)));
        return new JsonArray([.. names.Take(count).Select(name => Scalars.Fitting(items, name))]);
    }

    private static int Bounded(JsonObject schema, int count) => Math.Max(
        SchemaView.Whole(schema, "minItems") ?? 0, Math.Min(count, SchemaView.Whole(schema, "maxItems") ?? int.MaxValue));
}
