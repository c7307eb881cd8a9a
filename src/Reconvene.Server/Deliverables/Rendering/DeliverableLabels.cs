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

    public string MadeByModel(string model) => MadeByModelForm.Replace("{0}", model, StringComparison.Ordinal);

    public string MadeWithoutModel(string model) => MadeWithoutModelForm.Replace("{0}", model, StringComparison.Ordinal);

    public static DeliverableLabels For(string language) => language == Russian.Language ? Russian : English;
}
