using Reconvene.Client.Deliverables;
using Reconvene.Server.Deliverables.Extractive;
using Reconvene.Server.Tests.Transcripts;

namespace Reconvene.Server.Tests.Deliverables.Extractive;

/// <summary>A task has somebody who took it on; a question somebody to whom it was put.</summary>
public sealed class TasksAndQuestionsTests
{
    [Theory]
    [InlineData("en", "Ann: I don't think I can finish the report by Friday.\nBen: That is a pity for the customers.")]
    [InlineData("en", "Ann: Could you send the report to the customers?\nBen: No, I can't this week.")]
    [InlineData("en", "Ann: Ben, could you send the report to the customers?\nBen: Sorry, I have no time for reports.")]
    [InlineData("en", "Ann: Many programs forget those reports, so please check yours.\nBen: The report has twelve pages.")]
    [InlineData("en", "Ann: Let me add the numbers of the report.\nBen: The report has twelve pages.")]
    [InlineData("en", "Ann: I'm going to write outside and talk about the report at the end.\nBen: The report has twelve pages.")]
    [InlineData("ru", "Анна: Я точно не отправлю отчёт клиентам до пятницы.\nБорис: Жаль, клиенты его ждут.")]
    [InlineData("ru", "Анна: Борис, отправь, пожалуйста, отчёт клиентам.\nБорис: К сожалению, не успею.")]
    [InlineData("ru", "Анна: Вряд ли я отправлю отчёт клиентам до пятницы.\nБорис: Жаль, клиенты его ждут.")]
    public async Task What_nobody_took_on_is_no_task(string language, string words) =>
        Assert.Empty((await MakeAsync(language, words)).ActionItems);

    [Theory]
    [InlineData("en", "Ann: Could you send the report to the customers?\nBen: Sure, on Friday morning.", "Ben")]
    [InlineData("en", "Ann: Ben, could you send the report to the customers?\nCleo: The report has twelve pages.\nBen: It is long.", "Ben")]
    [InlineData("en", "Ann: I will send the report to the customers.\nBen: The report has twelve pages.", "Ann")]
    [InlineData("ru", "Анна: Борис, отправь, пожалуйста, отчёт клиентам.\nБорис: Хорошо, сделаю.", "Борис")]
    [InlineData("ru", "Анна: Я возьму это на себя, если Борис покажет отчёт.\nБорис: Покажу завтра.", "Анна")]
    public async Task Who_takes_it_on_has_it(string language, string words, string owner) =>
        Assert.Contains((await MakeAsync(language, words)).ActionItems, item => item.Owner == owner);

    [Theory]
    [InlineData("Ann: How do we win the customers of the bakery.\nBen: We give them bread.", 1)]
    [InlineData("Ann: Is there anything that you do to win the customers of the bakery.\nBen: We give them bread.", 1)]
    [InlineData("Ann: How do we win the customers of the bakery.\nAnn: The customers of the bakery like bread.\nAnn: The bread of the bakery is dark.\nAnn: The bakery opens at six.", 0)]
    [InlineData("Ann: The question is how we win the customers of the bakery.\nBen: We give them bread.", 0)]
    public async Task A_question_without_its_mark_is_one_when_somebody_else_answers(string words, int count) =>
        Assert.Equal(count, (await MakeAsync("en", $"{words}\nBen: The bakery sells bread and cakes.\nAnn: The cakes are sweet.")).Questions.Count);

    private static async Task<DeliverableDocument> MakeAsync(string language, string words) =>
        ExtractiveSummariser.Make("", DateTimeOffset.UnixEpoch, language, await Meetings.SegmentsAsync(words));
}
