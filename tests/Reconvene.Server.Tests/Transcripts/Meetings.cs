using System.Globalization;
using System.Text;
using Reconvene.Server.Transcripts;
using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Tests.Transcripts;

/// <summary>Two meetings as they might have been held, and their files as Zoom writes them.</summary>
internal static class Meetings
{
    public const string English =
        """
        Maria Lopez: Good morning everyone, can you hear me okay?
        Tom Becker: Yes, loud and clear.
        Aisha Khan: Hi, sorry I'm a few minutes late.
        Maria Lopez: No problem. Let me share my screen. Okay, can everybody see the release board?
        Tom Becker: Yep.
        Maria Lopez: So the main goal for today is to decide what goes into the spring release of the mobile app.
        Maria Lopez: We have three large features: offline mode, the new payment screen and
        Maria Lopez: the redesigned notifications.
        Tom Becker: Offline mode is mostly finished. The synchronisation of drafts works, but conflict resolution still fails in about five per cent of the cases.
        Aisha Khan: What happens to the user's draft when a conflict is not resolved?
        Tom Becker: At the moment the older version is lost. That is the biggest risk in the whole feature.
        Aisha Khan: Losing a customer's text is not acceptable for a release.
        Tom Becker: I agree. The fix is to keep both versions and let the user choose between them.
        Maria Lopez: How long would that take?
        Tom Becker: About two weeks including tests on older phones.
        Maria Lopez: Okay. Um, so we've decided that offline mode stays in the release only if both versions of a draft are kept.
        Aisha Khan: That makes sense to me.
        Tom Becker: I'll prepare a design for the conflict dialog by Thursday.
        Maria Lopez: Great, thanks.
        Aisha Khan: Moving to the payment screen. The payment provider changed its certificate rules in January.
        Aisha Khan: Because of that every third card payment in the test environment is rejected.
        Maria Lopez: Is that a problem in our code or on the provider's side?
        Aisha Khan: It is on both sides. Our library is two years old and the provider stopped supporting it.
        Tom Becker: The new payment library supports the certificate rules, but it needs a newer version of the operating system.
        Aisha Khan: About four per cent of our customers still use the old operating system version.
        Maria Lopez: Those customers bring less than one per cent of the revenue from card payments.
        Tom Becker: Then dropping the old system is cheaper than maintaining two payment libraries.
        Maria Lopez: Agreed, so we will drop support for the old operating system version in the payment screen.
        Aisha Khan: I'll write to the payment provider tomorrow and confirm the migration date.
        Maria Lopez: Tom, could you please update the payment library in the test environment by Friday?
        Tom Becker: Sure.
        Aisha Khan: We also need to tell the support team, because customers will call them about rejected cards.
        Maria Lopez: Someone needs to prepare a short answer for the support team before the end of the month.
        Aisha Khan: I can write that text, I know the questions.
        Tom Becker: Um.
        Maria Lopez: Okay, next one. The redesigned notifications.
        Maria Lopez: The beta group has had the new notifications for three weeks.
        Maria Lopez: The number of people who switched notifications off fell from twelve to seven per cent in the beta group.
        Tom Becker: That is a better result than we expected from the redesign.
        Aisha Khan: But the beta group complained that the notification sound is too loud at night.
        Maria Lopez: Could the quiet hours of the phone be respected by default?
        Tom Becker: Yes, quiet hours are available in the notification settings of both platforms.
        Tom Becker: The notification service has to read them before each message is sent.
        Maria Lopez: Let's go with quiet hours switched on by default for all new notifications.
        Aisha Khan: Who will change the texts in the notification settings?
        Maria Lopez: I'll ask Lena from the design team to rewrite the settings texts next week.
        Tom Becker: Right.
        Maria Lopez: Last topic is the date of the release.
        Tom Becker: With two weeks for draft conflicts and one week for payment tests the tenth of April is realistic.
        Aisha Khan: The tenth is a Friday. Releasing on a Friday means nobody is there when something breaks on the weekend.
        Maria Lopez: Good point. We agreed last year not to release on Fridays.
        Tom Becker: Then Tuesday the fourteenth of April gives us a full week of monitoring.
        Maria Lopez: The decision is the fourteenth of April for the spring release.
        Aisha Khan: Should we tell the customers about the date already?
        Maria Lopez: Not before the payment tests have passed.
        Tom Becker: I will send the updated release plan to everybody by tomorrow evening.
        Maria Lopez: Perfect. Anything else?
        Aisha Khan: No, that's all from me.
        Maria Lopez: Thanks everyone, have a great day.
        Tom Becker: Bye.
        """;

    public const string Russian =
        """
        Марина Котова: Всем привет, меня слышно?
        Олег Сёмин: Да, слышно хорошо.
        Марина Котова: Отлично. Ждём ещё Дениса или начнём?
        Денис Ким: Я здесь, здравствуйте.
        Марина Котова: Тогда начнём. Главный вопрос сегодня: как мы запускаем летнюю школу для учеников восьмых классов.
        Марина Котова: У нас три темы: расписание занятий, набор преподавателей и
        Марина Котова: оплата от родителей.
        Олег Сёмин: По расписанию есть проблема: в июне половина аудиторий закрыта на ремонт.
        Олег Сёмин: Свободны только четыре аудитории на втором этаже, и в каждой помещается двадцать учеников.
        Денис Ким: Сколько групп мы обещали родителям?
        Олег Сёмин: Мы обещали шесть групп по пятнадцать учеников.
        Марина Котова: То есть двум группам аудиторий не хватает.
        Денис Ким: Можно проводить занятия двух групп онлайн по утрам, а практику делать вечером в аудитории.
        Олег Сёмин: Прошлым летом онлайн-занятия посещали девяносто процентов учеников, это хороший результат.
        Марина Котова: Хорошо, решили: две группы занимаются утром онлайн, а вечером приходят на практику.
        Олег Сёмин: Я подготовлю новое расписание занятий до пятницы.
        Марина Котова: Ага.
        Денис Ким: Теперь про преподавателей. Нам нужно восемь преподавателей, а договоры подписали только пятеро.
        Денис Ким: Основная причина отказов в том, что ставка за летние занятия ниже, чем у соседней школы.
        Марина Котова: На сколько ниже?
        Денис Ким: Примерно на пятнадцать процентов.
        Олег Сёмин: Если поднять ставку преподавателей на десять процентов, бюджет летней школы это выдержит.
        Марина Котова: А откуда мы возьмём эти деньги?
        Олег Сёмин: Мы сэкономили на аренде, потому что занятия двух групп будут онлайн.
        Марина Котова: Тогда договорились: поднимаем ставку преподавателей на десять процентов с первого июня.
        Денис Ким: Завтра позвоню трём преподавателям и предложу новую ставку.
        Марина Котова: Денис, подготовь, пожалуйста, новые договоры до конца недели.
        Денис Ким: Хорошо, сделаю.
        Олег Сёмин: Ну.
        Марина Котова: Так, третья тема: оплата от родителей.
        Марина Котова: Сейчас родители платят переводом на карту, и бухгалтер вручную сверяет каждый платёж.
        Марина Котова: В прошлом году из-за этого потерялись четыре платежа, и родители жаловались директору.
        Олег Сёмин: Онлайн-касса стоит недорого и сама отправляет чек родителям после платежа.
        Денис Ким: Подойдёт ли онлайн-касса для оплаты частями?
        Олег Сёмин: Да, касса поддерживает оплату частями, но комиссия за каждый платёж выше на один процент.
        Марина Котова: Комиссию можно включить в стоимость летней школы.
        Денис Ким: Родители спокойно относятся к комиссии, если чек приходит сразу.
        Марина Котова: Давайте остановимся на онлайн-кассе с оплатой частями.
        Олег Сёмин: Нужно заключить договор с банком, это займёт около двух недель.
        Марина Котова: Я отправлю документы в банк в понедельник.
        Олег Сёмин: Ещё надо обновить страницу оплаты на сайте школы до 15 мая.
        Денис Ким: Это сделает Света, я её попрошу.
        Марина Котова: Олег, проверь, пожалуйста, чтобы на странице оплаты была новая стоимость.
        Олег Сёмин: Да, проверю.
        Марина Котова: Что ещё по рискам?
        Денис Ким: Самый большой риск в том, что ремонт аудиторий не закончится до июля.
        Олег Сёмин: Подрядчик обещает закончить ремонт к двадцатому июня, но в договоре срок не указан.
        Марина Котова: Почему срок ремонта не указан в договоре?
        Олег Сёмин: Договор подписывал прежний завхоз, срок забыли вписать.
        Марина Котова: Нужно подписать с подрядчиком дополнительное соглашение о сроке ремонта.
        Олег Сёмин: Я поговорю с подрядчиком на этой неделе и пришлю проект соглашения.
        Денис Ким: А если ремонт всё-таки задержится?
        Марина Котова: Тогда занятия третьей группы тоже переведём в онлайн.
        Олег Сёмин: Угу.
        Марина Котова: Объявление о наборе учеников выходит в следующий вторник.
        Денис Ким: Когда мы расскажем родителям о новом расписании?
        Марина Котова: После того как расписание утвердит директор.
        Марина Котова: Всё, спасибо, коллеги, до встречи.
        Олег Сёмин: Спасибо, пока.
        Денис Ким: До свидания.
        """;

    /// <summary>The meeting as Zoom's file: numbered cues, CRLF, four to eight seconds each.</summary>
    public static string Vtt(string meeting)
    {
        var text = new StringBuilder("WEBVTT\r\n");
        var (number, at) = (0, TimeSpan.FromSeconds(3));
        foreach (var line in meeting.Split('\n'))
        {
            var end = at + TimeSpan.FromSeconds(1.5 + (line.Length * 0.06));
            text.Append(CultureInfo.InvariantCulture, $"\r\n{++number}\r\n{at:hh\\:mm\\:ss\\.fff} --> {end:hh\\:mm\\:ss\\.fff}\r\n{line.Trim()}\r\n");
            at = end + TimeSpan.FromSeconds(1);
        }

        return text.ToString();
    }

    public static async Task<IReadOnlyList<Segment>> SegmentsAsync(string meeting)
    {
        var (cues, _) = await ReadAsync(Vtt(meeting));
        return [.. cues.Select((cue, index) => new Segment(index + 1, cue.Start, cue.End, cue.Speaker, cue.Text, 1))];
    }

    public static Task<(IReadOnlyList<VttCue> Cues, IReadOnlyList<VttFault> Faults)> ReadAsync(string vtt, params string[] known) =>
        ReadAsync(Encoding.UTF8.GetBytes(vtt), known);

    public static async Task<(IReadOnlyList<VttCue> Cues, IReadOnlyList<VttFault> Faults)> ReadAsync(byte[] vtt, params string[] known)
    {
        using var stream = new MemoryStream(vtt);
        var reader = new VttReader(stream, known);
        var cues = new List<VttCue>();
        await foreach (var cue in reader.ReadAsync(CancellationToken.None))
        {
            cues.Add(cue);
        }

        return (cues, reader.Faults);
    }
}
