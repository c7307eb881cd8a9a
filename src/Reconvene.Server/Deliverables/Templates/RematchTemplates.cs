using Reconvene.Client.Deliverables;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Deliverables.Templates;

/// <summary>Looks which recordings a template takes, and takes those through again that are not yet made as the rules now say.</summary>
internal sealed class RematchTemplates(
    TemplateQueries templates, DeliverableQueries deliverables, Database database, StartProcessing process)
{
    /// <summary>So many of the newest recordings are looked at.</summary>
    public const int MostLookedAt = 5000;

    /// <summary>What a template takes among the newest recordings.</summary>
    public async Task<TemplateMatches> PreviewAsync(TenantId tenant, TemplateRulesView rules, string? name, int most, CancellationToken cancellation)
    {
        var rows = await templates.NewestAsync(tenant, MostLookedAt, cancellation);
        var taken = rows.Where(row => TemplateRules.Takes(rules, row.ToTraits())).Take(most).ToList();
        IReadOnlySet<RecordingId> made = name is null ? new HashSet<RecordingId>() : await deliverables.MadeAsync(tenant, [.. taken.Select(row => row.Id)], name, cancellation);
        return new TemplateMatches { Items = [.. taken.Select(row => row.ToMatch(made.Contains(row.Id)))], LookedAt = rows.Count };
    }

    /// <summary>Begins every recording that is not made by each template that takes it.</summary>
    public async Task<int> RunAsync(TenantId tenant, CancellationToken cancellation)
    {
        var rows = await templates.NewestAsync(tenant, MostLookedAt, cancellation);
        var begun = 0;
        foreach (var some in rows.Chunk(Rows.MostPerStatement))
        {
            var todo = new List<(Connections.ConnectionId Connection, RecordingId Id)>();
            foreach (var row in some)
            {
                var wanted = await templates.MatchAsync(tenant, row.ToTraits(), ordered: null, cancellation);
                var made = (await deliverables.OfRecordingAsync(tenant, row.Id, cancellation)).Select(one => one.Template).ToHashSet(StringComparer.Ordinal);
                if (wanted.Any(template => !made.Contains(template.Name)))
                {
                    todo.Add((row.ConnectionId, row.Id));
                }
            }

            if (todo.Count > 0)
            {
                await using var work = await database.BeginAsync(cancellation);
                await process.RunAsync(work, tenant, todo, cancellation);
                await work.CommitAsync(cancellation);
                begun += todo.Count;
            }
        }

        return begun;
    }
}
