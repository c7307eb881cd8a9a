using System.Text.RegularExpressions;

namespace Reconvene.Simulator.OpenAi.Model;

/// <summary>
/// Orders that somebody put into what the model reads, such as "ignore all previous instructions and …". What an obedient model
/// then says stands in the group <c>what</c>.
/// </summary>
internal static class Orders
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const string Quoted = """["'“”«»`](?<what>[^"'“”«»`]+)["'“”«»`]""";

    private const string Address = @"(?<what>[^\s@]+@\S+|\w+://\S+|\+?\d[\d-]{5,})";
    private const string Link = @"(?<what>\w+://\S+|\S+\.\w{2,}\S*)";

    private static readonly Regex[] Patterns = [.. new[]
    {
        @"(insert|embed|add|include)\s+(an?\s+|the\s+|this\s+)?(image|picture)\s*:?\s*(?<what>!\[[^\]]*\]\([^)]*\))",
        @"(вставь|добавь)\s+(картинку|изображение)\s*:?\s*(?<what>!\[[^\]]*\]\([^)]*\))",
        @"(add|insert|include)\s+(this|the|the\s+following|a)?\s*link(\s+(to|in|into)\s+[\w ]{1,20}?)?\s*:?\s*" + Link,
        @"(добавь|вставь)\s+(эту\s+|следующую\s+)?ссылку(\s+(в|на)\s+\w+)?\s*:?\s*" + Link,
        @"(send|forward|e-?mail)\s+(this|it|that|everything|(the|all)\s+[\w ]{1,30}?)\s+to\s*:?\s*" + Address,
        @"(отправь|перешли)\s+(это|вс[её]|[\w ]{1,30}?)\s+(на|по\s+адресу)\s*:?\s*" + Address,
        @"(write|put|say)\s+" + Quoted + @"\s+(in|into|to)\s+(the\s+)?(summary|title|notes|answer)",
        @"(напиши|впиши|добавь)\s+" + Quoted + @"\s+в\s+\w+",
        @"(reply|answer|respond)\s+only\s+(with|by)\s*:?\s*(?<what>.+)",
        @"ответь\s+только\s*:?\s*(?<what>.+)",
        @"(output|print|show|reveal|list)\s+(?<what>(the\s+)?(other\s+customers?|other\s+tenants?|system\s+prompt)\S*.*)",
        @"(выведи|покажи|раскрой)\s+(?<what>(данные\s+)?других\s+клиентов.*|системн\w+\s+(промпт|инструкци)\w*.*)",
        @"(ignore|disregard|forget|override)\s+((all|any|the|your|my|of)\s+)*(previous|prior|above|earlier)\s+(instructions?|orders?|prompts?|rules?)[\s,.;:—-]*(and\s+|then\s+|instead\s+)*(?<what>.+)",
        @"(забудь|игнорируй|проигнорируй|отмени)\s+(про\s+)?(все\s+|всё\s+)?(свои\s+|мои\s+)?(предыдущие|прошлые|прежние)\s+(инструкции|указания|команды|правила)[\s,.;:—-]*(и\s+|а\s+затем\s+)*(?<what>.+)",
        @"(^|[\s\[(<])(system|assistant|система)\s*[\])>]?\s*:\s*(?<what>.+)",
    }.Select(pattern => new Regex(pattern, Options, TimeSpan.FromSeconds(1)))];

    /// <summary>A verb that only says that the rest is to be said.</summary>
    private static readonly Regex Verb = new(
        @"^(please\s+)?(write|say|reply|respond|answer|output|print|напиши|выведи|ответь|скажи|сделай)(\s+with)?\s*:?\s+(?<what>.+)$",
        Options,
        TimeSpan.FromSeconds(1));

    /// <summary>What is to be said in place of everything else.</summary>
    private static readonly Regex Only = new(@"(reply|answer|respond)\s+only|ответь\s+только", Options, TimeSpan.FromSeconds(1));

    /// <summary>What the orders among the sources want to be said, each cited as what it stands in.</summary>
    public static IReadOnlyList<Source> In(IReadOnlyList<Source> sources) =>
        [.. sources.Select(source => (source, What: WhatIn(source))).Where(pair => pair.What is not null)
            .Select(pair => pair.source with { Text = pair.What! })];

    /// <summary>The one text that is to be the whole answer; null when nobody orders that.</summary>
    public static string? OnlyIn(IReadOnlyList<Source> sources) =>
        sources.Where(source => Only.IsMatch(source.Text)).Select(WhatIn).FirstOrDefault(what => what is not null);

    private static string? WhatIn(Source source)
    {
        // A line such as "System: do this" was read as words of a speaker of that name.
        var text = source.Speaker.Length > 0 ? $"{source.Speaker}: {source.Text}" : source.Text;
        string? what = null;
        for (var depth = 0; depth < 4 && FirstIn(what ?? text) is { } inner; depth++)
        {
            what = inner;
        }

        if (what is null)
        {
            return null;
        }

        var said = Verb.Match(what) is { Success: true } verb ? verb.Groups["what"].Value : what;
        return said.Trim().Trim('"', '“', '”', '«', '»', '\'', '`');
    }

    private static string? FirstIn(string text) => Array.Find(Patterns, pattern => pattern.IsMatch(text))?.Match(text).Groups["what"].Value;
}
