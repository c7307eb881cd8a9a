using Reconvene.Server.Accounts;
using Reconvene.Server.Deliverables.Templates;
using Reconvene.Server.Ledger;
using Reconvene.Server.Transcripts;
using Reconvene.Server.Transcripts.Quality;

namespace Reconvene.Server.Pages.OneRecording.Said;

/// <summary>Reads what was said, whole: a page is written in one piece.</summary>
internal sealed class ReadSaid(TranscriptQueries transcripts, TranscriptViews views, TemplateQueries templates, UserQueries users)
{
    public async Task<SaidView?> RunAsync(TenantId tenant, RecordingId recording, CancellationToken cancellation)
    {
        if (await transcripts.FindAsync(tenant, recording, cancellation) is not { } head
            || await views.FindAsync(tenant, recording, cancellation) is not { } state)
        {
            return null;
        }

        var segments = new List<Segment>(head.SegmentCount);
        await foreach (var segment in transcripts.SegmentsAsync(tenant, head.Id, cancellation))
        {
            segments.Add(segment);
        }

        var accepter = head.AcceptedBy is { } user ? await users.FindAsync(tenant, user, cancellation) : null;
        return new SaidView(state, segments, await RefusalsAsync(tenant, recording, head, cancellation), accepter?.Name);
    }

    /// <summary>What one of its templates believes is good enough, as where the recording's state is decided.</summary>
    private async Task<IReadOnlyList<GateRefusal>> RefusalsAsync(
        TenantId tenant, RecordingId recording, TranscriptHead head, CancellationToken cancellation)
    {
        if (head.Measures is null || await templates.TraitsAsync(tenant, recording, cancellation) is not { } traits)
        {
            return [];
        }

        var measures = MeasuresJson.Read(head.Measures);
        return (await templates.MatchAsync(tenant, traits, ordered: null, cancellation))
            .Select(template => QualityGate.Find(measures, template.Limits))
            .MinBy(refusals => refusals.Count) ?? [];
    }
}
