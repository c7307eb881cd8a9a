using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Reconvene.Client.Deliverables;
using Reconvene.Server.Accounts;
using Reconvene.Server.Deliverables.Extractive;
using Reconvene.Server.Deliverables.Models;
using Reconvene.Server.Deliverables.Rendering;
using Reconvene.Server.Deliverables.Templates;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform;
using Reconvene.Server.Recordings.Attendance;
using Reconvene.Server.Transcripts;

namespace Reconvene.Server.Deliverables;

/// <summary>
/// Makes one document of one meeting by one template: by the model where there is one, and in any case never an empty one. Where the
/// model is of no use, the built-in summariser does it, and the document says so.
/// </summary>
internal sealed partial class MakeDocument(
    IServiceProvider services, IOptions<ModelOptions> options, ModelPatience patience, ILogger<MakeDocument> logger)
{
    /// <summary>Who makes documents now.</summary>
    public string Maker => options.Value.IsOn ? options.Value.Name : ExtractiveSummariser.MadeBy;

    /// <summary>Makes it, or says why not now.</summary>
    /// <param name="meeting">What is summarised.</param>
    /// <param name="template">How.</param>
    /// <param name="progress">How far it is.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<DocumentOutcome> RunAsync(
        Meeting meeting, Template template, MakingProgress progress, CancellationToken cancellation)
    {
        var extractive = WhoWasThere.Add(
            ExtractiveSummariser.Make(meeting.Topic, meeting.RecordedAt, meeting.Language, meeting.Segments), meeting.Attendees, meeting.Names);
        if (!options.Value.IsOn || extractive.Chapters.Count is 0 || DraftSchema.Lists(template.Sections, isPart: false).Count is 0)
        {
            return new DocumentOutcome.Made(Only(template, extractive), Maker);
        }

        var work = new ModelWork(meeting.Tenant, meeting.Recording, new(template, meeting.Language, template.Language ?? meeting.Language), progress.Told);
        var lines = SpokenLine.Of(meeting.Segments);
        switch (await services.GetRequiredService<ModelSummariser>().RunAsync(work, lines, cancellation))
        {
            case DraftOutcome.Written { Draft: var draft }:
                return Checked(meeting, work.Order, new(lines, meeting.Language, work.Order.IsTranslated), draft, extractive);
            case DraftOutcome.Useless(var why):
                return FallBack(template, extractive, $"The model {options.Value.Name} was asked: {why}.", isForGood: true);
            case DraftOutcome.UsedUp(var failure):
                return new DocumentOutcome.Failed(failure);
            case DraftOutcome.Failed(var failure):
                return patience.Wait(failure, progress.Attempts()) is { } wait
                    ? new DocumentOutcome.Failed(wait)
                    : FallBack(template, extractive, failure.Reason, isForGood: false);
            default:
                throw new UnreachableException();
        }
    }

    private DocumentOutcome.Made Checked(Meeting meeting, ModelOrder order, CheckClaims check, Draft draft, DeliverableDocument extractive)
    {
        var template = order.Template;
        try
        {
            var note = DeliverableLabels.For(order.Language).MadeByModel(options.Value.Name);
            if (new ModelDeliverable(check, meeting.Segments, template.Sections)
                .Make(draft, extractive, options.Value.Name, note, order.Language, meeting.Topic.Trim().Length > 0) is { } document)
            {
                return new(Only(template, document), Maker);
            }
        }
        catch (RegexMatchTimeoutException)
        {
            // A text made to keep a pattern busy: no fault of ours, and nothing to try again.
        }

        return FallBack(
            template,
            extractive with { DroppedClaims = check.Dropped },
            $"The model {options.Value.Name} was asked: the transcript carries nothing of what it wrote.",
            isForGood: true);
    }

    /// <summary>What the model could not write; made anew by it the next time, unless it answered and nothing came of it.</summary>
    private DocumentOutcome.Made FallBack(Template template, DeliverableDocument extractive, string why, bool isForGood)
    {
        Log.DoneWithout(logger, options.Value.Name, template.Name, why);
        var labels = DeliverableLabels.For(extractive.Language);
        return new(
            Only(template, extractive with { MadeByNote = labels.MadeWithoutModel(options.Value.Name), Remark = why }),
            isForGood ? Maker : ExtractiveSummariser.MadeBy);
    }

    /// <summary>The sections that the template has.</summary>
    private static DeliverableDocument Only(Template template, DeliverableDocument document) => document with
    {
        Sections = template.Sections,
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

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The model {Model} did not write '{Template}', the built-in summariser did: {Reason}")]
        public static partial void DoneWithout(ILogger logger, string model, string template, string reason);
    }
}

/// <summary>What is summarised.</summary>
/// <param name="Tenant">Whose it is.</param>
/// <param name="Recording">Of which it is made.</param>
/// <param name="Topic">May be empty.</param>
/// <param name="RecordedAt">When it began.</param>
/// <param name="Language">That was spoken.</param>
/// <param name="Segments">All that was said and written.</param>
/// <param name="Attendees">Who was there, by Zoom.</param>
/// <param name="Names">What people call the speakers, by label.</param>
internal sealed record Meeting(
    TenantId Tenant,
    RecordingId Recording,
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
