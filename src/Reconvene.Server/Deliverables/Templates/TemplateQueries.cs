using Reconvene.Client.Deliverables;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Recordings;

namespace Reconvene.Server.Deliverables.Templates;

internal sealed class TemplateQueries(Database database) : ITemplateNames
{
    private const string Columns = "SELECT name, title, sections, instructions, language, rules, limits, is_active, version FROM templates";

    /// <summary>No recording begins then.</summary>
    private static readonly DateTimeOffset Never = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

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

    /// <summary>All of them, to be asked which takes a recording.</summary>
    public async Task<TemplateSet> AllAsync(TenantId tenant, CancellationToken cancellation) => new(await RowsAsync(tenant, cancellation));

    /// <summary>The template that was ordered; else all whose rules take the recording; else the usual one.</summary>
    public async Task<IReadOnlyList<Template>> MatchAsync(
        TenantId tenant, RecordingTraits traits, string? ordered, CancellationToken cancellation)
    {
        var all = await AllAsync(tenant, cancellation);
        return ordered is null ? all.Taking(traits) : [all.Find(ordered) ?? Template.Usual];
    }

    /// <summary>What rules look at of one recording; null when it has no transcript.</summary>
    public async Task<RecordingTraits?> TraitsAsync(TenantId tenant, RecordingId recording, CancellationToken cancellation) =>
        (await database.FindAsync<TraitRow>(
            $"{TraitRow.Select} WHERE r.tenant_id = @tenant AND r.id = @recording", new { tenant, recording }, cancellation))?.ToTraits();

    /// <summary>Recordings with a transcript, newest first, from behind the last one of the page before.</summary>
    public Task<IReadOnlyList<TraitRow>> PageAsync(TenantId tenant, TraitRow? last, int most, CancellationToken cancellation) =>
        database.QueryAsync<TraitRow>(
            $"""
            {TraitRow.Select}
            WHERE r.tenant_id = @tenant AND (r.start_at < @before OR (r.start_at = @before AND r.id < @id))
            ORDER BY r.start_at DESC, r.id DESC
            LIMIT @most
            """,
            new { tenant, before = last?.StartAt ?? Never, id = last?.Id.Value ?? 0, most },
            cancellation);
}
