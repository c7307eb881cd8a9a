using System.Buffers.Text;
using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Reconvene.Client.Connections;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Http;
using Reconvene.Zoom;
using Reconvene.Zoom.Accounts;

namespace Reconvene.Server.Connections.Checks;

internal static class CheckEndpoints
{
    public static void MapChecks(this WebApplication app)
    {
        var credentials = app.MapGroup("/api/v1/credentials").WithTags("Credentials").RequireAuthorization(Policies.Editor);
        credentials.MapPost("/{id:long}/check", Check).WithName("CheckCredential");
        credentials.MapGet("/{id:long}/sub-accounts", SubAccounts).WithName("ListSubAccounts");
    }

    /// <summary>
    /// Asks Zoom how a connection stands: token, call, whose it is, what it sees, the clock, webhooks, and which features its
    /// scopes are enough for. Every finding is in the report; the answer is 200 also when the connection does not work.
    /// </summary>
    /// <param name="id">The connection.</param>
    /// <param name="create_meeting">Also makes a meeting two hours ahead and deletes it again. False by default.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="check">The operation.</param>
    /// <param name="cancellation">Stops waiting.</param>
    internal static async Task<Results<Ok<CredentialCheck>, ProblemHttpResult>> Check(
        long id, bool? create_meeting, Caller caller, CheckConnection check, CancellationToken cancellation) =>
        await check.RunAsync(caller.Tenant, new(id), create_meeting ?? false, cancellation) is { } report
            ? TypedResults.Ok(report)
            : Problems.NotFound("credential", id);

    /// <summary>
    /// Lists the sub-accounts of a master account as Zoom has them now. A cursor lives 15 minutes, and goes with the same
    /// limit.
    /// </summary>
    internal static async Task<Results<Ok<Page<SubAccountView>>, ProblemHttpResult>> SubAccounts(
        long id, int? limit, string? cursor, Caller caller, ListSubAccounts list, HttpContext context, TimeProvider time,
        CancellationToken cancellation)
    {
        var page = PageRequest.Read(limit, cursor: null, out var errors);
        ZoomPlace? place = null;
        if (!string.IsNullOrEmpty(cursor) && !ZoomPlace.TryParse(Decode(cursor), out place))
        {
            errors = [.. errors, new("cursor", "is not one that this list gave out: start again without it.")];
        }

        if (page is null || errors.Count > 0)
        {
            return Problems.Invalid(errors);
        }

        return await list.RunAsync(caller.Tenant, new(id), page.Limit, place, cancellation) switch
        {
            SubAccountsListed.Yes(var part) => TypedResults.Ok(new Page<SubAccountView>(
                [.. part.Page.Items.Select(View)], part.Next is { } next ? Encode(next) : null)),
            SubAccountsListed.Unknown => Problems.NotFound("credential", id),
            SubAccountsListed.NoMaster => Problems.Conflict(
                "not_a_master_account",
                $"Credential {id} is not of a master account, so it has no sub-accounts: add one with \"is_master_account\": true, made with the master account's Server-to-Server app."),
            SubAccountsListed.Failed(var failure) => ZoomProblems.Of(failure, context, time.GetUtcNow()),
            _ => throw new UnreachableException(),
        };
    }

    private static SubAccountView View(ZoomAccount account) => new()
    {
        AccountId = account.Id,
        AccountName = account.Name,
        OwnerEmail = account.OwnerEmail,
        AccountType = account.Type,
        Seats = account.Seats,
        CreatedAt = account.CreatedAt,
    };

    private static string Encode(ZoomPlace place) => WebEncoders.Base64UrlEncode(Encoding.ASCII.GetBytes(place.ToString()));

    private static string? Decode(string cursor) =>
        cursor.Length <= 2000 && Base64Url.IsValid(cursor) ? Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)) : null;
}
