using System.Collections.Frozen;

namespace Reconvene.Server.Transcripts.Language;

/// <summary>Russian words whose forms no rule joins, or whose stem ends as the ending of a verb or an adjective does.</summary>
internal static class RussianIrregulars
{
    /// <summary>Null when the rules know it.</summary>
    public static string? StemOf(string word) => Stems.GetValueOrDefault(word);

    /// <summary>Without these, "опыт" would be found as "оп", and "опыта" as another word.</summary>
    private const string NounStems = """
        автомобил актив арен архив аудит визит дефицит депозит диплом домен заем замен измен инициатив коллектив кредит
        лимит массив мотив музе норматив обмен объем опыт отмен памят перемен перерыв перспектив печат подъем правил прием проблем профил
        размен реквизит режим систем случа состав устав экзамен
        """;

    private const string Forms = """
        день: день дня дню днем дне дни дней дням днями днях
        деньги: деньги денег деньгам деньгами деньгах
        время: время времени временем времена времен временам временами временах
        имя: имя имени именем имена имен именам именами именах
        очень: очень
        ребенок: ребенок ребенка ребенку ребенком ребенке дети детей детям детьми детях
        идти: идти иду идешь идет идем идете идут шел шла шло шли
        мать: мать матери матерью матерей матерям матерями матерях
        дочь: дочь дочери дочерью дочерей дочерям дочерями дочерях
        """;

    private static readonly FrozenDictionary<string, string> Stems = Forms.Split('\n').SelectMany(Pairs)
        .Concat(NounStems.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(stem => RussianStems.Noun.Prepend("").Select(ending => KeyValuePair.Create(stem + ending, stem))))
        .ToFrozenDictionary(StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<string, string>> Pairs(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return line[(colon + 1)..].Split([' ', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(form => KeyValuePair.Create(form, line[..colon]));
    }
}
