using Reconvene.Client.Accounts;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Accounts.People;

/// <summary>Changes the caller's own name and language.</summary>
internal sealed class ChangeMe(Database database, PeopleStore store, AuditTrail audit)
{
    private static readonly string[] Locales = ["en", "ru"];

    /// <summary>What is wrong with the fields; empty when they were changed.</summary>
    public async Task<IReadOnlyList<FieldError>> RunAsync(
        Caller caller, ChangeMeRequest request, CancellationToken cancellation)
    {
        var locale = Array.Find(Locales, known => string.Equals(known, request.Locale?.Trim(), StringComparison.OrdinalIgnoreCase));
        if (Check(request, locale) is { Count: > 0 } errors)
        {
            return errors;
        }

        if (request is { Name: null, Locale: null })
        {
            return [];
        }

        await using var work = await database.BeginAsync(cancellation);
        await store.ChangeOwnAsync(work, caller, request.Name?.Trim(), locale, cancellation);
        await audit.RecordAsync(
            work,
            new(
                caller.Tenant,
                AuditActor.Of(caller),
                "user.changed",
                $"user:{caller.User.Value}",
                new { Name = request.Name is not null, Locale = locale }),
            cancellation);
        await work.CommitAsync(cancellation);
        return [];
    }

    private static List<FieldError> Check(ChangeMeRequest request, string? locale)
    {
        var errors = new List<FieldError>();
        if (request.Name is { } name && PersonName.Refuse(name) is { } reason)
        {
            errors.Add(new("name", reason));
        }

        if (request.Locale is not null && locale is null)
        {
            errors.Add(new("locale", $"must be one of {string.Join(", ", Locales)}."));
        }

        return errors;
    }
}
