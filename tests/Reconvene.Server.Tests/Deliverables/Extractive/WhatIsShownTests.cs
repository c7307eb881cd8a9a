using Reconvene.Client.Deliverables;
using Reconvene.Server.Deliverables.Extractive;
using Reconvene.Server.Tests.Transcripts;

namespace Reconvene.Server.Tests.Deliverables.Extractive;

/// <summary>A sentence that was spoken may still say something false where it stands alone: such a one is not shown.</summary>
public sealed class WhatIsShownTests
{
    private const string English =
        """
        Ann Reed: The payment provider changed its certificate rules in January.
        Ben Cole: Every third card payment in the test environment is rejected because of the certificate rules.
        {0}
        Ann Reed: About four per cent of our customers still use the old operating system version.
        Ben Cole: The new payment library supports the certificate rules of the provider.
        Ann Reed: Those customers bring less than one per cent of the revenue from card payments.
        Ben Cole: The support team answers forty questions about rejected card payments every week.
        """;

    private const string Russian =
        """
        Анна Рид: Платёжный провайдер изменил правила сертификатов в январе.
        Борис Коль: Каждый третий платёж картой в тестовой среде отклоняется из-за правил сертификатов.
        {0}
        Анна Рид: Около четырёх процентов наших клиентов пользуются старой версией системы.
        Борис Коль: Новая платёжная библиотека поддерживает правила сертификатов провайдера.
        Анна Рид: Эти клиенты приносят меньше одного процента выручки от платежей картой.
        Борис Коль: Служба поддержки каждую неделю отвечает на сорок вопросов об отклонённых платежах.
        """;

    [Theory]
    // Imagined, and what follows from it.
    [InlineData("en", "Ann Reed: If the provider rejected every card payment, the certificate rules would be very dangerous. There is a certain loss of all card payments for the customers.")]
    [InlineData("en", "Ann Reed: Let's say the certificate rules change every week. The card payments of all customers are rejected.")]
    [InlineData("ru", "Анна Рид: Если бы провайдер отклонял каждый платёж картой, правила сертификатов были бы очень опасны.")]
    // Somebody else's words.
    [InlineData("en", "Ann Reed: The provider put up an advertisement. Card payments of all customers are safe with the certificate rules.")]
    [InlineData("ru", "Анна Рид: Вот что провайдер написал. Платежи картой всех клиентов безопасны с правилами сертификатов.")]
    // Without a verb, or without its main clause.
    [InlineData("en", "Ann Reed: The four per cent of customers or the certificate rules of card payments.")]
    [InlineData("en", "Ann Reed: If you are able to change the certificate rules of the card payments.")]
    [InlineData("ru", "Анна Рид: Если изменить правила сертификатов для платежей картой.")]
    // About the talk itself, or seeking for words.
    [InlineData("en", "Ann Reed: Let's look at the next example of rejected card payments and certificate rules.")]
    [InlineData("en", "Ann Reed: The certificate rules, you know, they reject card payments of the customers.")]
    [InlineData("ru", "Анна Рид: Давайте посмотрим следующий пример отклонённых платежей и правил сертификатов.")]
    // The mark stands where the breath was.
    [InlineData("en", "Ann Reed: We want to know the number of customers with card payments. Who were rejected by the certificate rules.")]
    public async Task What_cannot_be_read_alone_is_not_shown(string language, string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var texts = TextsOf(line);

        var document = await MakeAsync(language, line);

        Assert.NotEmpty(document.Summary);
        Assert.DoesNotContain(
            document.Summary.Concat(document.KeyPoints).Concat(document.Decisions),
            statement => texts.Exists(text => text.Contains(statement.Text.TrimEnd('.'), StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_lies_across_captions_that_may_be_two_sentences_is_not_shown()
    {
        var document = await MakeAsync("en", "Ann Reed: The certificate rules reject every card payment of the\nAnn Reed: Customers pay by card with the old operating system version.");

        Assert.DoesNotContain(document.Summary.Concat(document.KeyPoints), statement => statement.Segments.Count > 1);
    }

    [Theory]
    [InlineData("en", "Ann Reed: We agreed last year to keep the old certificate rules of the provider.")]
    [InlineData("en", "Ann Reed: We decided that we need to figure out the certificate rules of the provider.")]
    [InlineData("en", "Ann Reed: The customers agreed that the certificate rules are too strict.")]
    [InlineData("ru", "Анна Рид: В прошлом году мы решили оставить старые правила сертификатов.")]
    [InlineData("ru", "Анна Рид: Мы договорились подумать о правилах сертификатов.")]
    public async Task What_was_decided_before_or_by_others_or_not_yet_is_no_decision(string language, string line) =>
        Assert.Empty((await MakeAsync(language, line)).Decisions);

    [Theory]
    [InlineData("en", "Ann Reed: We decided to ship the new payment library in April.")]
    [InlineData("en", "Ann Reed: Decision then: the new payment library ships in April.")]
    [InlineData("ru", "Анна Рид: Тогда решаем так: новая библиотека выходит в апреле.")]
    public async Task What_is_decided_here_is_a_decision(string language, string line) =>
        Assert.Single((await MakeAsync(language, line)).Decisions);

    [Fact]
    public async Task Nobody_decides_in_a_story_that_one_tells_at_length()
    {
        var story = string.Join('\n', Enumerable.Range(1, 60).Select(number => $"Ann Reed: The provider of town number {number} changed the rules of its card payments twice."));

        var document = await MakeAsync("en", $"{story}\nAnn Reed: We decided to study the card payments of the towns.\n{story}");

        Assert.Empty(document.Decisions);
    }

    private static List<string> TextsOf(string line) =>
        [.. line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..].Split(". ").Select(text => text.TrimEnd('.'))];

    private static async Task<DeliverableDocument> MakeAsync(string language, string line) => ExtractiveSummariser.Make(
        "",
        DateTimeOffset.UnixEpoch,
        language,
        await Meetings.SegmentsAsync((language is "ru" ? Russian : English).Replace("{0}", line, StringComparison.Ordinal)));
}
