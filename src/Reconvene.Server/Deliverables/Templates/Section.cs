namespace Reconvene.Server.Deliverables.Templates;

/// <summary>The parts that a deliverable can have, by the names of their members.</summary>
internal static class Section
{
    public const string Summary = "summary";
    public const string KeyPoints = "key_points";
    public const string Decisions = "decisions";
    public const string ActionItems = "action_items";
    public const string Questions = "questions";
    public const string Chapters = "chapters";
    public const string Sentiment = "sentiment";
    public const string Participants = "participants";

    /// <summary>In the order in which they are read.</summary>
    public static readonly IReadOnlyList<string> All =
        [Summary, KeyPoints, Decisions, ActionItems, Questions, Chapters, Sentiment, Participants];
}
