using Reconvene.Server.Accounts;
using Reconvene.Server.Deliverables;
using Reconvene.Server.Deliverables.Templates;
using Reconvene.Server.Ledger;

namespace Reconvene.Server.Pages.OneRecording.Made;

/// <summary>Reads what was made of a recording: a deliverable for each template, which are few.</summary>
internal sealed class ReadMade(DeliverableQueries deliverables, TemplateQueries templates)
{
    public async Task<IReadOnlyList<MadeView>> RunAsync(TenantId tenant, RecordingId recording, CancellationToken cancellation)
    {
        var made = await deliverables.WholeOfRecordingAsync(tenant, recording, cancellation);
        var titles = made.Count is 0
            ? new Dictionary<string, string>(StringComparer.Ordinal)
            : (await templates.RowsAsync(tenant, cancellation)).ToDictionary(row => row.Name, row => row.Title, StringComparer.Ordinal);
        var views = new List<MadeView>();
        foreach (var one in made)
        {
            var versions = one.Version > 1 ? await deliverables.VersionsAsync(tenant, new(one.Id), cancellation) : [];
            views.Add(new(one, titles.GetValueOrDefault(one.Template), [.. versions.Where(version => !version.IsCurrent)]));
        }

        return views;
    }
}
