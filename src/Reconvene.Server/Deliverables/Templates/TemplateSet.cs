using Reconvene.Client.Deliverables;

namespace Reconvene.Server.Deliverables.Templates;

/// <summary>All templates of a tenant.</summary>
internal sealed class TemplateSet(IReadOnlyList<TemplateRow> rows)
{
    private readonly List<(Template Template, TemplateRulesView Rules, bool IsActive)> _all =
        [.. rows.Select(row => (row.ToTemplate(), row.ToView().Rules, row.IsActive))];

    /// <summary>One by its name, whether it takes recordings or not; null when there is none.</summary>
    public Template? Find(string name) =>
        name == Template.Usual.Name ? Template.Usual : _all.Find(one => one.Template.Name == name).Template;

    /// <summary>The one that was ordered for the recording; else all whose rules take it; else the usual one.</summary>
    public IReadOnlyList<Template> Taking(RecordingTraits traits)
    {
        if (traits.Ordered is { } ordered && Find(ordered) is { } wanted)
        {
            return [wanted];
        }

        var taking = _all.Where(one => one.IsActive && TemplateRules.Takes(one.Rules, traits)).Select(one => one.Template).ToList();
        return taking.Count > 0 ? taking : [Template.Usual];
    }

    /// <summary>Whether this template takes the recording: the usual one what no other does, one that is not active nothing.</summary>
    public bool Takes(string name, RecordingTraits traits) => Taking(traits).Any(template => template.Name == name);
}
