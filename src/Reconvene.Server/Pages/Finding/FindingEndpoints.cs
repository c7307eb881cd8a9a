using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;
using Reconvene.Client.Search;
using Reconvene.Server.Accounts;
using Reconvene.Server.Pages.Frame;
using Reconvene.Server.Pages.Sessions;
using Reconvene.Server.Platform.Http;
using Reconvene.Server.Search;

namespace Reconvene.Server.Pages.Finding;

internal static class FindingEndpoints
{
    private const string Path = "/search";
    private const int PageSize = 20;

    public static void MapFinding(this RouteGroupBuilder pages) =>
        pages.MapGet(Path, Show).RequireAuthorization(PagePolicies.Viewer);

    /// <summary>The form, and below it what was found by it: the same question as the API's, with the same rules.</summary>
    internal static async Task<Results<PageResult, StatusCodeHttpResult>> Show(
        string? q, string? speaker, string? from, string? to, string? cursor,
        Caller caller, SearchQueries queries, CancellationToken cancellation)
    {
        var asked = new Asked(Filled(q), Filled(speaker), Filled(from), Filled(to));
        if (asked.Words is null)
        {
            return Page(new(asked));
        }

        var answer = await SearchEndpoints.Find(
            asked.Words, asked.Speaker, hostEmail: null, sourceId: null, credentialId: null, language: null, asked.From, asked.To,
            PageSize, cursor, caller, queries, cancellation);
        switch (answer.Result)
        {
            case Ok<Page<SearchResult>> { Value: { } found }:
                return Page(new(asked) { Found = found.Items, Next = Next(asked, found.NextCursor), IsFirst = cursor is null });
            case ProblemHttpResult { ProblemDetails.Extensions: var more } when more["errors"] is IReadOnlyList<FieldError> wrong
                && !wrong.Any(error => error.Field is "cursor"):
                return Page(new(asked) { Wrong = wrong.Select(error => error.Field).ToHashSet(StringComparer.Ordinal) }, StatusCodes.Status422UnprocessableEntity);
            default:
                return TypedResults.StatusCode(StatusCodes.Status404NotFound);
        }
    }

    private static PageResult Page(FoundView view, int status = StatusCodes.Status200OK) =>
        PageResult.Of<SearchPage, FoundView>(view, status);

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string? Next(Asked asked, string? cursor)
    {
        if (cursor is null)
        {
            return null;
        }

        var query = new QueryBuilder();
        foreach (var (name, value) in new[] { ("q", asked.Words), ("speaker", asked.Speaker), ("from", asked.From), ("to", asked.To), ("cursor", cursor) })
        {
            if (value is not null)
            {
                query.Add(name, value);
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Path}{query}");
    }
}
