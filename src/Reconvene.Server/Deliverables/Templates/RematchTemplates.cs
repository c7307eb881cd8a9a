using System.Runtime.CompilerServices;
using Reconvene.Client.Deliverables;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Deliverables.Templates;

/// <summary>Looks which recordings a template takes, and takes those through again that are not yet made as the rules now say.</summary>
internal sealed class RematchTemplates(
    TemplateQueries templates, DeliverableQueries deliverables, MakeDocument make, Database database, StartProcessing process)
{
    /// <summary>So many of the newest recordings are looked at.</summary>
    public const int MostLookedAt = 5000;

    /// <summary>What such rules take among the newest recordings.</summary>
    public Task<TemplateMatches> PreviewAsync(TenantId tenant, TemplateRequest request, int most, CancellationToken cancellation) =>
        LookAsync(tenant, request.Name, traits => TemplateRules.Takes(request.Rules ?? new(), traits), most, cancellation);

    /// <summary>What a template takes among the newest recordings: the usual one what no other takes, one that is not active nothing.</summary>
    public async Task<TemplateMatches> MatchesAsync(TenantId tenant, string name, int most, CancellationToken cancellation)
    {
        var all = await templates.AllAsync(tenant, cancellation);
        return await LookAsync(tenant, name, traits => all.Takes(name, traits), most, cancellation);
    }

    /// <summary>
    /// Begins every recording that is not made by each template that takes it, in its present form and by whom makes documents now. What
    /// the gate stops is left as it is. What a person removed is made again.
    /// </summary>
    public async Task<int> RunAsync(TenantId tenant, CancellationToken cancellation)
    {
        var all = await templates.AllAsync(tenant, cancellation);
        var begun = 0;
        await foreach (var page in PagesAsync(tenant, cancellation))
        {
            var makings = await deliverables.MakingsAsync(tenant, [.. page.Select(row => row.Id)], cancellation);
            var todo = page
                .Where(row => all.Taking(row.ToTraits()).Any(template =>
                    !row.IsStoppedFor(template) && !makings[row.Id].Any(making => making.IsBy(template, make.Maker))))
                .Select(row => (row.ConnectionId, row.Id))
                .ToList();
            if (todo.Count > 0)
            {
                await using var work = await database.BeginAsync(cancellation);
                await ForgetRemovals.RunAsync(work, tenant, [.. todo.Select(one => one.Id)], cancellation);
                await process.RunAsync(work, tenant, todo, cancellation);
                await work.CommitAsync(cancellation);
                begun += todo.Count;
            }
        }

        return begun;
    }

    private async Task<TemplateMatches> LookAsync(
        TenantId tenant, string? name, Func<RecordingTraits, bool> takes, int most, CancellationToken cancellation)
    {
        var items = new List<TemplateMatch>();
        var lookedAt = 0;
        await foreach (var page in PagesAsync(tenant, cancellation))
        {
            lookedAt += page.Count;
            var taken = page.Where(row => takes(row.ToTraits())).Take(most - items.Count).ToList();
            var makings = await deliverables.MakingsAsync(tenant, [.. taken.Select(row => row.Id)], cancellation);
            items.AddRange(taken.Select(row => row.ToMatch(makings[row.Id].Any(making => making.Template == name))));
        }

        return new TemplateMatches { Items = items, LookedAt = lookedAt };
    }

    private async IAsyncEnumerable<IReadOnlyList<TraitRow>> PagesAsync(
        TenantId tenant, [EnumeratorCancellation] CancellationToken cancellation)
    {
        TraitRow? last = null;
        for (var lookedAt = 0; lookedAt < MostLookedAt; lookedAt += Rows.MostPerStatement)
        {
            var page = await templates.PageAsync(tenant, last, Rows.MostPerStatement, cancellation);
            if (page.Count > 0)
            {
                yield return page;
                last = page[^1];
            }

            if (page.Count < Rows.MostPerStatement)
            {
                yield break;
            }
        }
    }
}
