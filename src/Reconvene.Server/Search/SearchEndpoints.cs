using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Reconvene.Client.Search;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Search;

internal static class SearchEndpoints
{
    private const int UsualPage = 20;
    private const int LargestPage = 50;

    public static void MapSearchEndpoints(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/v1/search", Find).WithTags("Search").WithName("Search").RequireAuthorization(Policies.Viewer);

    /// <summary>
    /// Finds recordings in which all the words were said or written, in any of their forms, newest first, with the seconds at which
    /// they were. A word that ends with * is one that begins so. By speaker (the name as the transcript shows it), host, source,
    /// credential, language, and days (UTC, both included).
    /// </summary>
    internal static async Task<Results<Ok<Page<SearchResult>>, ProblemHttpResult>> Find(
        string? q, string? speaker, [FromQuery(Name = "host_email")] string? hostEmail, [FromQuery(Name = "source_id")] long? sourceId,
        [FromQuery(Name = "credential_id")] long? credentialId, string? language, string? from, string? to, int? limit, string? cursor,
        Caller caller, SearchQueries queries, CancellationToken cancellation)
    {
        var page = PageRequest.Read(limit ?? UsualPage, cursor, out var wrong);
        List<FieldError> errors = [.. wrong];
        if (limit > LargestPage)
        {
            errors.Add(new("limit", $"must be between 1 and {LargestPage}."));
        }

        var words = SearchQuestion.Read(q, errors);
        var first = Day("from", from, errors);
        var last = Day("to", to, errors);
        if (first > last)
        {
            errors.Add(new("to", "must not be before from."));
        }

        if (errors.Count > 0 || page is null || words is null)
        {
            return Problems.Invalid(errors);
        }

        return TypedResults.Ok(await queries.FindAsync(
            caller.Tenant,
            new SearchQuestion(words)
            {
                Speaker = Filled(speaker),
                Host = Filled(hostEmail),
                Source = sourceId,
                Connection = credentialId,
                Language = Filled(language),
                From = first,
                Until = last?.AddDays(1),
            },
            page,
            cancellation));
    }

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static DateTimeOffset? Day(string field, string? text, List<FieldError> errors)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day)
            && day < DateOnly.MaxValue)
        {
            return new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        }

        errors.Add(new(field, "is not a day: write it as yyyy-MM-dd, such as 2026-01-31."));
        return null;
    }
}
