using Reconvene.Server.Transcripts.Language;

namespace Reconvene.Server.Tests.Search;

/// <summary>The forms of a word are one word, and other words are not.</summary>
public sealed class WordFamilyTests
{
    [Theory]
    [InlineData("plan plans planned planning")]
    [InlineData("invoice invoices invoiced invoicing invoice's")]
    [InlineData("user users user's")]
    [InlineData("use uses used using")]
    [InlineData("bus buses")]
    [InlineData("status statuses")]
    [InlineData("box boxes")]
    [InlineData("process processes processed processing")]
    [InlineData("company companies")]
    [InlineData("movie movies")]
    [InlineData("study studies studied studying")]
    [InlineData("make makes making made")]
    [InlineData("run runs running ran")]
    [InlineData("cancel cancels cancelled canceled cancelling")]
    [InlineData("analysis analyses")]
    [InlineData("agree agrees agreed agreeing")]
    [InlineData("exceed exceeds exceeded exceeding")]
    [InlineData("write writes writing wrote written")]
    [InlineData("meet meets meeting meetings met")]
    [InlineData("add adds added adding")]
    [InlineData("die dies died dying")]
    [InlineData("child children")]
    [InlineData("address addresses addressed")]
    [InlineData("договор договоры договора договоров договором договору договоре договорам договорами договорах")]
    [InlineData("мама мамы маме маму мамой мам")]
    [InlineData("бежать бежал бежала бежали")]
    [InlineData("делать делаю делает делаем делают делал делала делали")]
    [InlineData("встреча встречи встречу встречей встреч встречам")]
    [InlineData("решение решения решению решением решений")]
    [InlineData("компания компании компанию компаний компанией")]
    [InlineData("новый новая новое новые нового новой новых новым")]
    [InlineData("канал канала каналы каналов каналом")]
    [InlineData("экран экрана экраны экраном")]
    [InlineData("сделка сделки сделку сделок сделкам")]
    [InlineData("рынок рынка рынки рынков рынком")]
    [InlineData("уровень уровня уровни уровней уровнем")]
    [InlineData("проблема проблемы проблему проблем проблемой")]
    [InlineData("система системы систему систем системой")]
    [InlineData("опыт опыта опытом")]
    [InlineData("архив архива архивы архивом")]
    [InlineData("день дня дни дней днём")]
    [InlineData("время времени временем")]
    [InlineData("счёт счета счетов счётом счету")]
    [InlineData("планировать планирую планирует планируем планируют планировали планирование планирующий")]
    [InlineData("пользователь пользователи пользователей пользователям")]
    [InlineData("совещание совещания совещаний совещанием")]
    [InlineData("статья статьи статью статей")]
    [InlineData("ёлка елка ёлки")]
    public void Forms_of_a_word_are_one(string family)
    {
        ArgumentNullException.ThrowIfNull(family);
        var stems = family.Split(' ').Select(form => (Form: form, Stem: Stem(form))).ToList();

        Assert.All(stems, one => Assert.True(one.Stem == stems[0].Stem, $"{one.Form} is '{one.Stem}', not '{stems[0].Stem}'."));
    }

    [Theory]
    [InlineData("her here")]
    [InlineData("early ear earn")]
    [InlineData("success succeed")]
    [InlineData("number numb")]
    [InlineData("department depart")]
    [InlineData("apartment apart")]
    [InlineData("speed spa spell")]
    [InlineData("evening even")]
    [InlineData("user use us")]
    [InlineData("bus busy business")]
    [InlineData("plan plane plant")]
    [InlineData("hope hop")]
    [InlineData("rate rat")]
    [InlineData("news new")]
    [InlineData("well we")]
    [InlineData("organ organize")]
    [InlineData("wing wed")]
    [InlineData("цена ценный")]
    [InlineData("страна странный")]
    [InlineData("портал порт")]
    [InlineData("домен дом")]
    [InlineData("актив акт")]
    [InlineData("правило право")]
    [InlineData("образование образ")]
    [InlineData("договор говор")]
    [InlineData("день деньги")]
    [InlineData("прием при")]
    public void Other_words_are_others(string words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var stems = words.Split(' ').Select(Stem).ToList();

        Assert.Equal(stems.Count, stems.Distinct(StringComparer.Ordinal).Count());
    }

    private static string Stem(string word) => SearchWords.Sought(word).First().Stem;
}
