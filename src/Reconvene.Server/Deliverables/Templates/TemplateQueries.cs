using Reconvene.Client.Deliverables;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Recordings;

namespace Reconvene.Server.Deliverables.Templates;

internal sealed class TemplateQueries(Database database) : ITemplateNames
{
    private const string Columns = "SELECT name, title, sections, instructions, language, rules, limits, is_active, version FROM templates";

    /// <summary>The built-in one as people see it.</summary>
    public static readonly TemplateView BuiltIn = new()
    {
        Name = Template.Usual.Name,
        Title = Template.Usual.Title,
        IsBuiltIn = true,
        IsActive = true,
        Sections = Template.Usual.Sections,
        Instructions = "",
        Language = null,
        Rules = new(),
        Limits = new(),
        Version = Template.Usual.Version,
    };

    public async Task<IReadOnlyList<string>> ListAsync(TenantId tenant, CancellationToken cancellation) =>
        [Template.Usual.Name, .. (await RowsAsync(tenant, cancellation)).Select(row => row.Name)];

    public Task<IReadOnlyList<TemplateRow>> RowsAsync(TenantId tenant, CancellationToken cancellation) =>
        database.QueryAsync<TemplateRow>($"{Columns} WHERE tenant_id = @tenant ORDER BY name", new { tenant }, cancellation);

    public Task<TemplateRow?> FindAsync(TenantId tenant, string name, CancellationToken cancellation) =>
        database.FindAsync<TemplateRow>($"{Columns} WHERE tenant_id = @tenant AND name = @name", new { tenant, name }, cancellation);

    /// <summary>The template that was ordered; else all whose rules take the recording; else the usual one.</summary>
    public async Task<IReadOnlyList<Template>> MatchAsync(
        TenantId tenant, RecordingTraits traits, string? ordered, CancellationToken cancellation)
    {
        var rows = await RowsAsync(tenant, cancellation);
        if (ordered is not null)
        {
            return rows.FirstOrDefault(row => row.Name == ordered) is { } one ? [one.ToTemplate()] : [Template.Usual];
        }

        var taking = rows.Where(row => row.IsActive && TemplateRules.Takes(row.ToView().Rules, traits)).Select(row => row.ToTemplate()).ToList();
        return taking.Count > 0 ? taking : [Template.Usual];
    }

    /// <summary>What rules look at of one recording; null when it has no transcript.</summary>
    public async Task<RecordingTraits?> TraitsAsync(TenantId tenant, RecordingId recording, CancellationToken cancellation) =>
        (await database.FindAsync<TraitRow>(
            $"{TraitRow.Select} WHERE r.tenant_id = @tenant AND r.id = @recording", new { tenant, recording }, cancellation))?.ToTraits();

    /// <summary>The newest recordings with a transcript.</summary>
    public Task<IReadOnlyList<TraitRow>> NewestAsync(TenantId tenant, int most, CancellationToken cancellation) =>
        database.QueryAsync<TraitRow>(
            $"""
            {TraitRow.Select}
            WHERE r.tenant_id = @tenant
            ORDER BY r.start_at DESC, r.id DESC
            LIMIT @most
            """,
            new { tenant, most },
            cancellation);
}
