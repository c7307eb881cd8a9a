using Reconvene.Client.Deliverables;
using Reconvene.Server.Ledger;

namespace Reconvene.Server.Deliverables;

/// <summary>A row of the table, with or without its content.</summary>
internal sealed class DeliverableRow
{
    public DeliverableId Id { get; init; }

    public RecordingId RecordingId { get; init; }

    public required string Template { get; init; }

    public required string Title { get; init; }

    public required string Language { get; init; }

    public required string MadeBy { get; init; }

    public string? Content { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public int Version { get; init; }

    public DeliverableSummaryView ToSummary() => new()
    {
        Id = Id.Value,
        RecordingId = RecordingId.Value,
        Template = Template,
        Title = Title,
        Language = Language,
        MadeBy = MadeBy,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
        Version = Version,
    };

    public DeliverableView ToView() => new()
    {
        Id = Id.Value,
        RecordingId = RecordingId.Value,
        Template = Template,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
        Version = Version,
        Document = DeliverableJson.Read(Content!),
    };
}
