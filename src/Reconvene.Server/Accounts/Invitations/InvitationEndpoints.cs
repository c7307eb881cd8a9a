using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Reconvene.Client.Accounts;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Accounts.Invitations;

internal static class InvitationEndpoints
{
    public static void MapInvitations(this WebApplication app)
    {
        var invitations = app.MapGroup("/api/v1/invitations").WithTags("People").RequireAuthorization(Policies.Owner);
        invitations.MapPost("/", Make).WithName("Invite");
        invitations.MapGet("/", List).WithName("ListInvitations");
        invitations.MapDelete("/{id:long}", End).WithName("EndInvitation");
        app.MapPost("/api/v1/invitations/accept", Accept).WithName("AcceptInvitation").WithTags("People").AllowAnonymous();
    }

    /// <summary>Invites a person; this answer alone shows the code, and no message is sent.</summary>
    internal static async Task<Results<Created<InvitationMade>, ProblemHttpResult>> Make(
        InviteRequest request, Caller caller, Invite invite, HttpContext context, CancellationToken cancellation)
    {
        switch (await invite.RunAsync(caller, request, cancellation))
        {
            case InviteOutcome.Made { Invitation: var made }:
                context.Response.Headers.CacheControl = "no-store";
                return TypedResults.Created($"/api/v1/invitations/{made.Invitation.Id}", made);
            case InviteOutcome.IsHere here:
                return Problems.Conflict("user_exists", $"This address is user {here.User.Value}'s: change that person's role instead.");
            case InviteOutcome.NoOwner:
                return Problems.Forbidden("forbidden", "You are no owner of this tenant any more, and only owners invite: ask one of them.");
            case InviteOutcome.Invalid invalid:
                return Problems.Invalid(invalid.Errors);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Lists who was invited, the newest first, with what became of it.</summary>
    internal static async Task<Results<Ok<Page<InvitationView>>, ProblemHttpResult>> List(
        int? limit, string? cursor, Caller caller, InvitationQueries queries, CancellationToken cancellation) =>
        PageRequest.Read(limit, cursor, out var errors) is { } page
            ? TypedResults.Ok(await queries.ListAsync(caller.Tenant, page, cancellation))
            : Problems.Invalid(errors);

    /// <summary>Takes an invitation back that was not accepted yet.</summary>
    internal static async Task<Results<NoContent, ProblemHttpResult>> End(
        long id, Caller caller, EndInvitation end, CancellationToken cancellation) =>
        await end.RunAsync(caller, new(id), cancellation) ? TypedResults.NoContent() : Problems.NotFound("open invitation", id);

    /// <summary>Makes the account of a person who was invited, and signs them in.</summary>
    internal static async Task<Results<Created<LoginAnswer>, ProblemHttpResult>> Accept(
        AcceptInvitationRequest request,
        AcceptInvitation accept,
        LoginAnswers answers,
        SignInDelays delays,
        HttpContext context,
        CancellationToken cancellation)
    {
        var address = AuthEndpoints.AddressOf(context);
        if (delays.Look(address) is { } wait)
        {
            return AuthEndpoints.Wait(context, wait);
        }

        switch (await accept.RunAsync(request, locale: null, address, cancellation))
        {
            case AcceptOutcome.Accepted { User: var user }:
                return TypedResults.Created("/api/v1/users/me", await answers.BeginAsync(context, user, cancellation));
            case AcceptOutcome.NotOpen:
                delays.CountWrong(address);
                return Problems.Make(
                    StatusCodes.Status404NotFound,
                    "invitation_not_open",
                    "The invitation is used, ended, past its seven days or unknown: ask for another one.");
            case AcceptOutcome.HasOwner:
                return Problems.Conflict("tenant_has_owner", "The tenant got an owner since this invitation was made for its first one: ask that owner to invite you.");
            case AcceptOutcome.EmailTaken:
                return Problems.Conflict("email_taken", "The invited address has an account already: sign in with it, or be invited by another address.");
            case AcceptOutcome.Invalid invalid:
                return Problems.Invalid(invalid.Errors);
            default:
                throw new UnreachableException();
        }
    }
}
