using System.Globalization;
using Reconvene.Client.Deliverables;

namespace Reconvene.Testing;

/// <summary>Documents that show everything a deliverable can say.</summary>
internal static class SampleDocuments
{
    public static readonly DateTimeOffset RecordedAt = new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero);

    private const int Second = 1000;
    private const int Minute = 60 * Second;

    /// <summary>One of everything.</summary>
    public static DeliverableDocument English(int times = 1) => Make(
        "Release planning for the spring",
        "en",
        "Made by a model from the transcript; each statement names where it was said",
        times,
        [
            ("Ada Lovelace", "The release moves to the twelfth of March, because the payment provider changes its API a week before."),
            ("Grace Hopper", "Support wants a rehearsal with two customers before anything is announced."),
            (null, "The budget for the second quarter stays as it was agreed in January."),
        ],
        ("Grace Hopper will write to both customers and agree on a day for the rehearsal", "Grace Hopper", "by Friday"),
        "Who tells the partners that the old interface goes away?",
        ("positive", "Ada thanked the team twice and called the plan realistic."),
        ["Where the release stands", "Rehearsal with customers", "Budget and partners"],
        ["Ada Lovelace", "Grace Hopper", "Katherine Johnson", "Edsger Dijkstra"]);

    /// <summary>The same in Russian.</summary>
    public static DeliverableDocument Russian(int times = 1) => Make(
        "Планирование весеннего выпуска",
        "ru",
        "Сделано моделью по расшифровке; у каждого утверждения указано, где оно прозвучало",
        times,
        [
            ("Анна Ковалёва", "Выпуск переносится на двенадцатое марта: платёжный провайдер меняет программный интерфейс неделей раньше."),
            ("Пётр Щербаков", "Поддержка хочет провести репетицию с двумя заказчиками до того, как мы что-либо объявим."),
            (null, "Бюджет второго квартала остаётся таким, каким его согласовали в январе."),
        ],
        ("Пётр напишет обоим заказчикам и договорится о дне репетиции", "Пётр Щербаков", "до пятницы"),
        "Кто расскажет партнёрам, что старый интерфейс отключат?",
        ("mixed", "Пётр согласился с переносом, но дважды назвал сроки рискованными."),
        ["Где мы находимся", "Репетиция с заказчиками", "Бюджет и партнёры"],
        ["Анна Ковалёва", "Пётр Щербаков", "Екатерина Ёлкина", "Юрий Эйдельман"]);

    /// <summary>Nothing was said.</summary>
    public static DeliverableDocument Empty() => English() with
    {
        Summary = [],
        KeyPoints = [],
        Decisions = [],
        ActionItems = [],
        Questions = [],
        Sentiment = [],
        Chapters = [],
        Participants = [],
        DroppedClaims = 0,
    };

    /// <summary>Every text is the same, wherever one can stand.</summary>
    public static DeliverableDocument Everywhere(string text)
    {
        var said = new DeliverableStatement { Text = text, Speaker = text, StartMs = 5 * Second, Segments = [1] };
        return English() with
        {
            Title = text,
            MadeByNote = text,
            Summary = [said],
            KeyPoints = [said],
            Decisions = [said],
            Questions = [said],
            ActionItems = [new() { Task = text, Owner = text, Due = text, Speaker = text, StartMs = 5 * Second, Segments = [1] }],
            Sentiment = [new() { Tone = text, Text = text, Speaker = text, StartMs = 5 * Second, Segments = [1] }],
            Chapters = [new() { Title = text, StartMs = 0, EndMs = Minute, FirstSegment = 1, LastSegment = 2 }],
            Participants = [new() { Name = text, TalkMs = Minute, TalkPercent = 100, JoinedAt = RecordedAt, LeftAt = RecordedAt, AttendedMs = 0 }],
        };
    }

    private static DeliverableDocument Make(
        string title,
        string language,
        string note,
        int times,
        (string? Speaker, string Text)[] statements,
        (string Task, string Owner, string Due) task,
        string question,
        (string Tone, string Text) sentiment,
        string[] chapters,
        string[] people)
    {
        var said = Enumerable.Range(0, statements.Length * times)
            .Select(i => new DeliverableStatement
            {
                Text = statements[i % statements.Length].Text,
                Speaker = statements[i % statements.Length].Speaker,
                StartMs = 12 * Second + (i * 75L * Second),
                Segments = [i + 1],
            })
            .ToList();
        return new DeliverableDocument
        {
            Title = title,
            Language = language,
            MadeBy = "a-model",
            MadeByNote = note,
            RecordedAt = RecordedAt,
            DurationMs = times * 15L * Minute,
            Summary = said[..Math.Min(3, said.Count)],
            KeyPoints = said,
            Decisions = said[..Math.Min(1 + times, said.Count)],
            ActionItems =
            [
                .. said.Take(1 + times).Select((one, i) => new DeliverableActionItem
                {
                    Task = task.Task,
                    Owner = i is 1 ? null : task.Owner,
                    Due = i is 2 ? null : task.Due,
                    Speaker = one.Speaker,
                    StartMs = one.StartMs,
                    Segments = one.Segments,
                }),
            ],
            Questions = [said[0] with { Text = question }],
            Sentiment = [new() { Speaker = people[0], Tone = sentiment.Tone, Text = sentiment.Text, StartMs = 200 * Second, Segments = [2] }],
            Chapters =
            [
                .. Enumerable.Range(0, chapters.Length * times).Select(i => new DeliverableChapter
                {
                    Title = times > 1 ? string.Create(CultureInfo.InvariantCulture, $"{chapters[i % chapters.Length]} ({i + 1})") : chapters[i],
                    StartMs = i * 5L * Minute,
                    EndMs = (i + 1) * 5L * Minute,
                    FirstSegment = i + 1,
                    LastSegment = i + 1,
                }),
            ],
            Participants =
            [
                Person(people[0], 7, 52) with { JoinedAt = RecordedAt.AddMinutes(-2), LeftAt = RecordedAt.AddMinutes(15), AttendedMs = 17 * Minute },
                Person(people[1], 5, 37) with { JoinedAt = RecordedAt.AddMinutes(3) },
                Person(people[2], 1, 11),
                Person(people[3], 0, 0) with { LeftAt = RecordedAt.AddMinutes(9), AttendedMs = 8 * Minute },
            ],
            DroppedClaims = 3,
        };
    }

    private static DeliverableParticipant Person(string name, int minutes, int percent) =>
        new() { Name = name, TalkMs = minutes * (long)Minute, TalkPercent = percent };
}
