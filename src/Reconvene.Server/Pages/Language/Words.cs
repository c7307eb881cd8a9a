using System.Resources;

namespace Reconvene.Server.Pages.Language;

/// <summary>The words of the pages in one language. A name without words is our bug.</summary>
internal sealed class Words(PageLanguage language)
{
    private static readonly ResourceManager Resources = new(typeof(Words));

    public PageLanguage Language { get; } = language;

    public string this[string name] => Find(name)
        ?? throw new MissingManifestResourceException($"The pages have no words for '{name}': add them to Words.resx and Words.ru.resx.");

    public string this[string name, params ReadOnlySpan<object?> values] => string.Format(Language.Culture, this[name], values);

    public string? Find(string name) => Resources.GetString(name, Language.Culture);

    /// <summary>So many of something: <c>name.one</c>, <c>name.few</c> or <c>name.many</c>, by the language's own rule.</summary>
    public string Count(string name, long count) => this[$"{name}.{Form(count)}", count];

    /// <summary>A moment in words; in UTC, which the words say.</summary>
    public string Moment(DateTimeOffset moment) => this["moment", moment.UtcDateTime];

    /// <summary>A size to one decimal, in the unit that keeps the number short.</summary>
    public string Size(long bytes)
    {
        string[] units = ["size.b", "size.kb", "size.mb", "size.gb", "size.tb"];
        var value = (double)bytes;
        var unit = 0;
        while (value >= 1000 && unit < units.Length - 1)
        {
            value /= 1000;
            unit++;
        }

        return this[units[unit], value.ToString(unit is 0 ? "N0" : "N1", Language.Culture)];
    }

    // Unicode CLDR, plural rules of whole numbers: en (one, other), ru (one, few, many).
    private string Form(long count)
    {
        if (Language != PageLanguage.Russian)
        {
            return count is 1 ? "one" : "many";
        }

        var (last, lastTwo) = (count % 10, count % 100);
        if (last is 1 && lastTwo is not 11)
        {
            return "one";
        }

        return last is >= 2 and <= 4 && lastTwo is not (>= 12 and <= 14) ? "few" : "many";
    }
}
