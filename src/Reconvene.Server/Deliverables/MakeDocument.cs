using Microsoft.Extensions.Options;
using Reconvene.Client.Deliverables;
using Reconvene.Server.Accounts;
using Reconvene.Server.Deliverables.Extractive;
using Reconvene.Server.Deliverables.Models;
using Reconvene.Server.Deliverables.Rendering;
using Reconvene.Server.Deliverables.Templates;
using Reconvene.Server.Platform;
using Reconvene.Server.Recordings.Attendance;
using Reconvene.Server.Transcripts;

namespace Reconvene.Server.Deliverables;

/// <summary>
/// Makes one document of one meeting by one template: by the model where there is one, and in any case never an empty one. Where the
/// model is of no use, the built-in summariser does it, and the document says so.
/// </summary>
internal sealed class MakeDocument(IServiceProvider services, IOptions<ModelOptions> options)
{
    /// <summary>Who makes documents now.</summary>
    public string Maker => options.Value.IsOn ? options.Value.Name : ExtractiveSummariser.MadeBy;

    /// <summary>Makes it, or says why not now.</summary>
    /// <param name="tenant">Whose budget is used.</param>
    /// <param name="meeting">What is summarised.</param>
    /// <param name="template">How.</param>
    /// <param name="attempts">How often this was tried before, and failed.</param>
    /// <param name="told">Is told of progress.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<DocumentOutcome> RunAsync(
        TenantId tenant, Meeting meeting, Template template, int attempts, Func<int, int, Task> told, CancellationToken cancellation)
    {
        var extractive = WhoWasThere.Add(
            ExtractiveSummariser.Make(meeting.Topic, meeting.RecordedAt, meeting.Language, meeting.Segments), meeting.Attendees, meeting.Names);
        if (!options.Value.IsOn || extractive.Chapters.Count is 0)
        {
            return new DocumentOutcome.Made(Only(template, extractive), Maker);
        }

        var order = new ModelOrder(template, meeting.Language, template.Language ?? meeting.Language);
        var lines = SpokenLine.Of(meeting.Segments);
        switch (await services.GetRequiredService<ModelSummariser>().RunAsync(tenant, order, lines, told, cancellation))
        {
            case DraftOutcome.Written(var draft):
                var check = new CheckClaims(lines, meeting.Language, order.IsTranslated);
                var note = DeliverableLabels.For(order.Language).MadeByModel(options.Value.Name);
                return new ModelDeliverable(check, meeting.Segments)
                    .Make(draft, extractive, options.Value.Name, note, order.Language, meeting.Topic.Trim().Length > 0) is { } document
                    ? new DocumentOutcome.Made(Only(template, document), Maker)
                    : FallBack(template, extractive with { DroppedClaims = check.Dropped }, isForGood: true);
            case DraftOutcome.Useless:
                return FallBack(template, extractive, isForGood: true);
            case DraftOutcome.Failed({ Kind: FailureKind.RateLimited } failure):
                return new DocumentOutcome.Failed(failure);
            case DraftOutcome.Failed(var failure) when failure.IsRetryable && (options.Value.FallBackAfter is 0 || attempts + 1 < options.Value.FallBackAfter):
                return new DocumentOutcome.Failed(failure);
            default:
                return FallBack(template, extractive, isForGood: false);
        }
    }

    /// <summary>What the model could not write; made anew by it the next time, unless it answered and nothing came of it.</summary>
    private DocumentOutcome.Made FallBack(Template template, DeliverableDocument extractive, bool isForGood)
    {
        var labels = DeliverableLabels.For(extractive.Language);
        return new(Only(template, extractive with { MadeByNote = labels.MadeWithoutModel(options.Value.Name) }), isForGood ? Maker : ExtractiveSummariser.MadeBy);
    }

    /// <summary>The sections that the template has.</summary>
    private static DeliverableDocument Only(Template template, DeliverableDocument document) => document with
    {
        Summary = Has(template, Section.Summary, document.Summary),
        KeyPoints = Has(template, Section.KeyPoints, document.KeyPoints),
        Decisions = Has(template, Section.Decisions, document.Decisions),
        ActionItems = Has(template, Section.ActionItems, document.ActionItems),
        Questions = Has(template, Section.Questions, document.Questions),
        Chapters = Has(template, Section.Chapters, document.Chapters),
        Sentiment = Has(template, Section.Sentiment, document.Sentiment),
        Participants = Has(template, Section.Participants, document.Participants),
    };

    private static IReadOnlyList<T> Has<T>(Template template, string section, IReadOnlyList<T> items) =>
        template.Sections.Contains(section, StringComparer.Ordinal) ? items : [];
}

/// <summary>What is summarised.</summary>
/// <param name="Topic">May be empty.</param>
/// <param name="RecordedAt">When it began.</param>
/// <param name="Language">That was spoken.</param>
/// <param name="Segments">All that was said and written.</param>
/// <param name="Attendees">Who was there, by Zoom.</param>
/// <param name="Names">What people call the speakers, by label.</param>
internal sealed record Meeting(
    string Topic,
    DateTimeOffset RecordedAt,
    string Language,
    IReadOnlyList<Segment> Segments,
    IReadOnlyList<Attendee> Attendees,
    IReadOnlyDictionary<string, string> Names);

/// <summary>How making one document went.</summary>
internal abstract record DocumentOutcome
{
    private DocumentOutcome()
    {
    }

    /// <summary>It was made.</summary>
    /// <param name="Document">What was made.</param>
    /// <param name="Maker">Stands in its fingerprint: another one makes it anew.</param>
    internal sealed record Made(DeliverableDocument Document, string Maker) : DocumentOutcome;

    internal sealed record Failed(Failure Failure) : DocumentOutcome;
}
