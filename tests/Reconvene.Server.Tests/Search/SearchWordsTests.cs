using Reconvene.Server.Transcripts.Language;

namespace Reconvene.Server.Tests.Search;

/// <summary>What is typed finds what was said, however either is written.</summary>
public sealed class SearchWordsTests
{
    [Theory]
    [InlineData("email", "Send me an e-mail.")]
    [InlineData("e-mail", "Send me an email.")]
    [InlineData("E-Mails", "Send me an e‑mail.")]
    [InlineData("follow up", "This is a follow-up.")]
    [InlineData("система", "Новая CRM-система готова.")]
    [InlineData("crm", "Новая CRM-система готова.")]
    [InlineData("don't", "I don’t know.")]
    [InlineData("dont", "I don't know.")]
    [InlineData("Maria", "It is Maria’s turn.")]
    [InlineData("we", "We'll see.")]
    [InlineData("boss", "My boss's car.")]
    [InlineData("2026", "In 2026 we begin.")]
    [InlineData("15:30", "It starts at 15:30 sharp.")]
    [InlineData("10,000", "There are 10 000 of them.")]
    [InlineData("b2b", "A B2B contract.")]
    [InlineData("cafe", "Le café est ouvert.")]
    [InlineData("café", "The cafe is open.")]
    [InlineData("café", "Le cafe\u0301 est ouvert.")]
    [InlineData("Zürich", "In Zurich.")]
    [InlineData("ежик", "Ёжик остаётся.")]
    [InlineData("ёжик", "Ежик остаётся.")]
    [InlineData("йога", "Завтра и\u0306ога.")]
    [InlineData("договор", "Подпишем до\u0301говор.")]
    [InlineData("会议", "今天的会议很长。")]
    [InlineData("東京タワー", "東京タワーで会う")]
    [InlineData("회의", "오늘 회의 있어요")]
    [InlineData("\"release plan", "The release has a plan.")]
    public void It_is_found(string typed, string said) => Assert.Subset(Said(said), Sought(typed));

    [Theory]
    [InlineData("our", "A café.")]
    [InlineData("и", "йога")]
    [InlineData("会社", "今天的会议很长。")]
    [InlineData("well", "We'll see.")]
    [InlineData("email", "Send me the mail.")]
    public void It_is_not_found(string typed, string said) => Assert.False(Sought(typed).IsSubsetOf(Said(said)));

    [Theory]
    [InlineData("…?! — “ ”")]
    [InlineData("😀 ‼️")]
    [InlineData("\uD83D")]
    [InlineData("'")]
    [InlineData("-")]
    [InlineData("\u0301")]
    public void Signs_are_no_words(string text) => Assert.Empty(SearchWords.In(text));

    [Fact]
    public void Places_are_those_of_the_text_as_it_was_written()
    {
        const string Text = "Ёжик’s e‑mail, ЦЕНА.";

        Assert.Equal(["Ёжик’s", "e‑mail", "e", "mail", "ЦЕНА"], SearchWords.In(Text).Select(word => Text[word.Place]), StringComparer.Ordinal);
    }

    [Fact]
    public void A_stem_is_never_longer_than_it_may_be() =>
        Assert.All(SearchWords.In(new string('щ', 5000) + " " + new string('x', 5000)), word => Assert.InRange(word.Stem.Length, 1, 40));

    private static HashSet<string> Said(string text) => [.. SearchWords.In(text).Select(word => word.Stem)];

    private static HashSet<string> Sought(string text) => [.. SearchWords.Sought(text).Select(word => word.Stem)];
}
