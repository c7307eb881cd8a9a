using Reconvene.Server.Deliverables.Models;
using Reconvene.Server.Transcripts;

namespace Reconvene.Server.Tests.Deliverables.Models;

/// <summary>A claim of spoken words that says something else with them.</summary>
public sealed class CheckClaimsTests
{
    private const string English =
        """
        Maria Keller: We decided to ship the payment screen on Thursday.
        Tom Brandt: I will add the index by Wednesday and write to Maria about the export.
        Aiko Tanaka: Search does not work on phones yet because the index is too large.
        Maria Keller: Tom, please remove the link shortener from the invitation mail.
        Tom Brandt: Nobody has tried the load test with two workers.
        Aiko Tanaka: We can't release the prototype without a legal review in Frankfurt.
        """;

    private const string Russian =
        """
        Анна Соколова: Мы решили запускать новую страницу оплаты в четверг.
        Игорь Волков: Я подготовлю договор с типографией до среды.
        Светлана Орлова: Поиск на телефонах пока не работает из-за большого индекса.
        Анна Соколова: Никто не проверял отгрузку со склада.
        """;

    [Theory]
    // Negated.
    [InlineData("en", "The team decided not to ship the payment screen on Thursday.", 1)]
    [InlineData("en", "The team never decided to ship the payment screen.", 1)]
    [InlineData("en", "The team decided against shipping the payment screen.", 1)]
    [InlineData("en", "They won't ship the payment screen on Thursday.", 1)]
    [InlineData("en", "Search works on phones, and the index is large.", 3)]
    [InlineData("en", "The load test was tried with two workers.", 5)]
    [InlineData("en", "The prototype is released without a legal review.", 6)]
    [InlineData("ru", "Решили не запускать новую страницу оплаты в четверг.", 1)]
    [InlineData("ru", "Команда отказалась запускать страницу оплаты в четверг.", 1)]
    [InlineData("ru", "Поиск на телефонах работает с большим индексом.", 3)]
    [InlineData("ru", "Отгрузку со склада проверяли.", 4)]
    [InlineData("ru", "Страницу оплаты никогда не запустят в четверг.", 1)]
    // Of somebody else.
    [InlineData("en", "Aiko decided to ship the payment screen on Thursday.", 1)]
    [InlineData("en", "The team decided with Aiko to ship the payment screen.", 1)]
    [InlineData("en", "Maria promised to add the index by Wednesday.", 2)]
    [InlineData("en", "Tom asked Maria to remove the link shortener from the invitation mail.", 4)]
    [InlineData("en", "We ship the payment screen with Stripe on Thursday.", 1)]
    [InlineData("ru", "Светлана решила запускать страницу оплаты в четверг.", 1)]
    [InlineData("ru", "Анна подготовит договор с типографией до среды.", 2)]
    public void A_claim_that_says_something_else_is_dropped_and_counted(string language, string text, int line)
    {
        var check = Over(language);

        Assert.Null(check.Carrying(new DraftClaim { Text = text, Segments = [line] }));
        Assert.Equal(1, check.Dropped);
    }

    [Theory]
    [InlineData("en", "The team decided to ship the payment screen on Thursday.", 1)]
    [InlineData("en", "Maria said that the payment screen ships on Thursday.", 1)]
    [InlineData("en", "Tom will add the index by Wednesday.", 2)]
    [InlineData("en", "Search fails on phones because the index is too large.", 3)]
    [InlineData("en", "Search does not work on phones yet.", 3)]
    [InlineData("en", "Tom is asked to remove the link shortener from the invitation mail.", 4)]
    [InlineData("en", "Maria asked Tom to remove the link shortener from the invitation mail.", 4)]
    [InlineData("en", "The load test with two workers has not been tried.", 5)]
    [InlineData("en", "The prototype cannot be released without a legal review.", 6)]
    [InlineData("ru", "Решили запускать страницу оплаты в четверг.", 1)]
    [InlineData("ru", "Игорь подготовит договор с типографией до среды.", 2)]
    [InlineData("ru", "Поиск на телефонах не работает из-за большого индекса.", 3)]
    [InlineData("ru", "Отгрузку со склада никто не проверял.", 4)]
    public void A_claim_that_says_the_same_in_other_words_stays(string language, string text, int line)
    {
        var check = Over(language);

        Assert.NotNull(check.Carrying(new DraftClaim { Text = text, Segments = [line] }));
        Assert.Equal(0, check.Dropped);
    }

    [Fact]
    public void A_claim_stitched_of_words_from_far_apart_is_dropped_and_one_of_two_whole_clauses_stays()
    {
        var lines = SpokenLine.Of(
        [
            Said(1, 0, "Maria Keller", "We ship the payment screen on Thursday."),
            Said(2, 600, "Tom Brandt", "The office in Frankfurt needs a bigger budget for June."),
        ]);
        var check = new CheckClaims(lines, LanguageGuess.English, isTranslated: false);

        Assert.Null(check.Carrying(new DraftClaim { Text = "The office ships a bigger screen for payment in Frankfurt.", Segments = [1, 2] }));
        Assert.NotNull(check.Carrying(new DraftClaim { Text = "The payment screen ships on Thursday, and the office in Frankfurt needs a bigger budget.", Segments = [1, 2] }));
        Assert.Equal(1, check.Dropped);
    }

    [Theory]
    [InlineData("Tom Brandt", 2, "Tom Brandt")]
    [InlineData("tom", 2, "Tom Brandt")]
    [InlineData("Maria Keller", 2, null)]
    [InlineData("Aiko Tanaka", 2, null)]
    [InlineData("Tom Brandt", 4, "Tom Brandt")]
    [InlineData("Mallory", 4, null)]
    public void A_task_belongs_to_who_spoke_or_was_asked_there(string owner, int line, string? expected)
    {
        var segments = Lines(English).Where(one => one.Number == line).SelectMany(one => one.Segments).ToList();

        Assert.Equal(expected, Over("en").OwnerIn(owner, segments));
    }

    [Theory]
    [InlineData("Решили запускать страницу оплаты.", "We decided to ship the payment screen", 0)]
    [InlineData("Решили не запускать страницу оплаты.", "We decided to ship the payment screen", 1)]
    [InlineData("Решили запускать страницу оплаты.", "We decided not to ship the payment screen", 1)]
    public void A_translation_denies_what_its_quote_denies(string text, string quote, int dropped)
    {
        var check = new CheckClaims(Lines(English), LanguageGuess.English, isTranslated: true);

        check.Carrying(new DraftClaim { Text = text, Quote = quote, Segments = [1] });

        Assert.Equal(dropped, check.Dropped);
    }

    private static CheckClaims Over(string language) => new(Lines(language is "ru" ? Russian : English), language, isTranslated: false);

    private static IReadOnlyList<SpokenLine> Lines(string words) => SpokenLine.Of(
        [.. words.Split('\n').Select((line, index) => Said(index + 1, index * 5, line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..].Trim()))]);

    private static Segment Said(int number, int second, string speaker, string text) =>
        new(number, TimeSpan.FromSeconds(second), TimeSpan.FromSeconds(second + 4), speaker, text, 1);
}
