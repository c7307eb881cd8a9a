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

    public static DeliverableLabels For(string language) => language == Russian.Language ? Russian : English;
}
