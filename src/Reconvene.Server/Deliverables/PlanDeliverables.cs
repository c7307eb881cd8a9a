using Reconvene.Server.Accounts;
using Reconvene.Server.Deliverables.Templates;
using Reconvene.Server.Ledger;

namespace Reconvene.Server.Deliverables;

/// <summary>
/// Says by which templates a recording is made: those that take it, and those that it was made by before. What a person removed is
/// left out, unless it is ordered by name.
/// </summary>
internal sealed partial class PlanDeliverables(TemplateQueries templates, DeliverableQueries deliverables, ILogger<PlanDeliverables> logger)
{
    public async Task<IReadOnlyList<PlannedDeliverable>> RunAsync(
        TenantId tenant, RecordingId recording, string? ordered, CancellationToken cancellation)
    {
        if (await templates.TraitsAsync(tenant, recording, cancellation) is not { } traits)
        {
            return [];
        }

        var all = await templates.AllAsync(tenant, cancellation);
        if (ordered is not null)
        {
            return [Ordered(all, ordered)];
        }

        var (made, removed) = await deliverables.TemplatesAsync(tenant, recording, cancellation);
        return
        [
            .. all.Taking(traits)
                .Concat(made.Select(all.Find).OfType<Template>())
                .DistinctBy(template => template.Name, StringComparer.Ordinal)
                .Where(template => !removed.Contains(template.Name))
                .Select(template => new PlannedDeliverable(template, Remark: null)),
        ];
    }

    private PlannedDeliverable Ordered(TemplateSet all, string name)
    {
        if (all.Find(name) is { } template)
        {
            return new(template, Remark: null);
        }

        Log.Gone(logger, name);
        return new(Template.Usual, $"The template {name}, which was asked for, is no longer there: this was made by {Template.Usual.Name}.");
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The template {Name}, which was asked for, is no longer there: the usual one is used")]
        public static partial void Gone(ILogger logger, string name);
    }
}
