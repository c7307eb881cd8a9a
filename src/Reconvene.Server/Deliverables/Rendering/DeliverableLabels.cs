using System.Globalization;

namespace Reconvene.Server.Deliverables.Rendering;

/// <summary>The fixed words of a deliverable, in its own language.</summary>
internal sealed record DeliverableLabels
{
    private static readonly DeliverableLabels English = new()
    {
        Language = "en",
        Untitled = "Meeting",
        UntitledChapter = "Conversation",
        MadeExtractive = "Made without a language model, from sentences spoken in the meeting",
        MadeByModelForm = "Written by {0}; every statement names the moments it rests on",
        MadeWithoutModelForm = "Made without {0}, which was of no use this time, from sentences spoken in the meeting",
        Summary = "Summary",
        KeyPoints = "Key points",
        Decisions = "Decisions",
        ActionItems = "Action items",
        Questions = "Questions",
        Chapters = "Chapters",
        Participants = "Participants",
        Owner = "Owner",
        Due = "Due",
        NothingSaid = "Too little was said to make a summary of.",
        Logo = "Logo",
        Sentiment = "Sentiment",
        Positive = "Positive",
        Neutral = "Neutral",
        Negative = "Negative",
        Mixed = "Mixed",
        Name = "Name",
        Talk = "Spoke",
        TalkNote = "Each one's share of all that was said, and how long they spoke",
        Attended = "Attended (UTC)",
        From = "from",
        Until = "until",
        DroppedOne = "{0} statement of the model was left out, because the transcript does not carry it.",
        DroppedFew = "{0} statements of the model were left out, because the transcript does not carry them.",
        DroppedMany = "{0} statements of the model were left out, because the transcript does not carry them.",
    };

    private static readonly DeliverableLabels Russian = new()
    {
        Language = "ru",
        Untitled = "Встреча",
        UntitledChapter = "Разговор",
        MadeExtractive = "Сделано без языковой модели, из предложений, сказанных на встрече",
        MadeByModelForm = "Написано моделью {0}; у каждого утверждения указаны моменты записи",
        MadeWithoutModelForm = "Сделано без {0}: модель в этот раз не помогла; из предложений, сказанных на встрече",
        Summary = "Кратко",
        KeyPoints = "Главное",
        Decisions = "Решения",
        ActionItems = "Задачи",
        Questions = "Вопросы",
        Chapters = "Главы",
        Participants = "Участники",
        Owner = "Исполнитель",
        Due = "Срок",
        NothingSaid = "Сказано слишком мало, чтобы подвести итог.",
        Logo = "Логотип",
        Sentiment = "Настроение",
        Positive = "Положительное",
        Neutral = "Нейтральное",
        Negative = "Отрицательное",
        Mixed = "Смешанное",
        Name = "Имя",
        Talk = "Речь",
        TalkNote = "Доля каждого во всём сказанном и сколько он говорил",
        Attended = "Присутствие (UTC)",
        From = "с",
        Until = "до",
        DroppedOne = "{0} утверждение модели опущено: расшифровка его не подтверждает.",
        DroppedFew = "{0} утверждения модели опущены: расшифровка их не подтверждает.",
        DroppedMany = "{0} утверждений модели опущено: расшифровка их не подтверждает.",
    };

    public required string Language { get; init; }

    public required string Untitled { get; init; }

    public required string UntitledChapter { get; init; }

    public required string MadeExtractive { get; init; }

    /// <summary>With the model's name in place of <c>{0}</c>.</summary>
    public required string MadeByModelForm { get; init; }

    /// <summary>The same, where the model was of no use.</summary>
    public required string MadeWithoutModelForm { get; init; }

    public required string Summary { get; init; }

    public required string KeyPoints { get; init; }

    public required string Decisions { get; init; }

    public required string ActionItems { get; init; }

    public required string Questions { get; init; }

    public required string Chapters { get; init; }

    public required string Participants { get; init; }

    public required string Owner { get; init; }

    public required string Due { get; init; }

    public required string NothingSaid { get; init; }

    public required string Logo { get; init; }

    public required string Sentiment { get; init; }

    public required string Positive { get; init; }

    public required string Neutral { get; init; }

    public required string Negative { get; init; }

    public required string Mixed { get; init; }

    public required string Name { get; init; }

    public required string Talk { get; init; }

    public required string TalkNote { get; init; }

    public required string Attended { get; init; }

    public required string From { get; init; }

    public required string Until { get; init; }

    /// <summary>Of claims that were dropped; the forms are those of the language's numbers.</summary>
    public required string DroppedOne { get; init; }

    public required string DroppedFew { get; init; }

    public required string DroppedMany { get; init; }

    public string MadeByModel(string model) => MadeByModelForm.Replace("{0}", model, StringComparison.Ordinal);

    public string MadeWithoutModel(string model) => MadeWithoutModelForm.Replace("{0}", model, StringComparison.Ordinal);

    public static DeliverableLabels For(string language) => language == Russian.Language ? Russian : English;

    /// <summary>The tone in words; one that is not known as it stands.</summary>
    public string Tone(string tone) => tone switch
    {
        "positive" => Positive,
        "neutral" => Neutral,
        "negative" => Negative,
        "mixed" => Mixed,
        _ => tone,
    };

    /// <summary>How many claims were dropped, in a sentence; null when none was.</summary>
    public string? Dropped(int count) => count < 1 ? null : string.Format(CultureInfo.InvariantCulture, FormOf(count), count);

    private string FormOf(int count)
    {
        if (Language is not "ru")
        {
            return count is 1 ? DroppedOne : DroppedMany;
        }

        return (count % 100, count % 10) switch
        {
            (>= 11 and <= 14, _) => DroppedMany,
            (_, 1) => DroppedOne,
            (_, >= 2 and <= 4) => DroppedFew,
            _ => DroppedMany,
        };
    }
}
