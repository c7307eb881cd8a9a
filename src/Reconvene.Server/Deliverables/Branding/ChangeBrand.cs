using System.Globalization;
using Reconvene.Client.Deliverables;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Deliverables.Branding;

/// <summary>Changes how a tenant's deliverables look, from the next time that one is read.</summary>
internal sealed class ChangeBrand(Database database, BrandStore store, AuditTrail audit)
{
    private const int LongestName = 80;

    public async Task<IReadOnlyList<FieldError>> RunAsync(Caller caller, BrandRequest request, CancellationToken cancellation)
    {
        var errors = Check(request).ToList();
        if (errors.Count is 0)
        {
            var accent = request.Accent is null ? null : Colour.Read(request.Accent)?.ToString();
            var isNamed = request.Name is not null;
            await DoAsync(
                caller,
                "brand.changed",
                new { accent, is_named = isNamed },
                work => store.SaveAsync(work, caller.Tenant, request.Name?.Trim(), accent, cancellation),
                cancellation);
        }

        return errors;
    }

    public Task PutLogoAsync(Caller caller, BrandLogo logo, CancellationToken cancellation) => DoAsync(
        caller,
        "brand.logo_changed",
        new { type = logo.ContentType, bytes = logo.Bytes.Length },
        work => store.SaveLogoAsync(work, caller.Tenant, logo, cancellation),
        cancellation);

    public Task RemoveLogoAsync(Caller caller, CancellationToken cancellation) => DoAsync(
        caller, "brand.logo_removed", null, work => store.RemoveLogoAsync(work, caller.Tenant, cancellation), cancellation);

    public Task RemoveAsync(Caller caller, CancellationToken cancellation) => DoAsync(
        caller, "brand.removed", null, work => BrandStore.RemoveAsync(work, caller.Tenant, cancellation), cancellation);

    private static IEnumerable<FieldError> Check(BrandRequest request)
    {
        if (request.Name is { } name && (string.IsNullOrWhiteSpace(name) || name.Trim().Length > LongestName || name.Any(char.IsControl)))
        {
            yield return new("name", $"must have 1 to {LongestName} characters, none of them a control character; leave it out for none.");
        }

        if (request.Accent is { } accent && Colour.Read(accent) is null)
        {
            yield return new("accent", "must be a colour such as #2456c7; leave it out for the default.");
        }
    }

    /// <summary>What changed nothing is not put on record.</summary>
    private async Task DoAsync(Caller caller, string action, object? detail, Func<Work, Task<int>> change, CancellationToken cancellation)
    {
        await using var work = await database.BeginAsync(cancellation);
        if (await change(work) is 0)
        {
            return;
        }

        var subject = string.Create(CultureInfo.InvariantCulture, $"tenant:{caller.Tenant.Value}");
        await audit.RecordAsync(work, new AuditEntry(caller.Tenant, AuditActor.Of(caller), action, subject, detail), cancellation);
        await work.CommitAsync(cancellation);
    }
}
