using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Reconvene.Client.Accounts;
using Reconvene.Server.Accounts.Invitations;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Accounts.Tenants;

internal static class TenantEndpoints
{
    public static void MapTenants(this WebApplication app)
    {
        var tenants = app.MapGroup("/api/v1/tenants").WithTags("Tenants").RequireAuthorization(Policies.Operator);
        tenants.MapPost("/", Make).WithName("MakeTenant");
        tenants.MapGet("/", List).WithName("ListTenants");
        tenants.MapGet("/{id:long}", Get).WithName("GetTenant");
        tenants.MapPatch("/{id:long}", Rename).WithName("RenameTenant");
        tenants.MapPost("/{id:long}/invitations", InviteOwner).WithName("InviteFirstOwner");
    }

    /// <summary>Makes a tenant; this answer alone shows the code by which its first owner comes in.</summary>
    internal static async Task<Results<Created<TenantMade>, ProblemHttpResult>> Make(
        MakeTenantRequest request, Caller caller, MakeTenant make, HttpContext context, CancellationToken cancellation)
    {
        switch (await make.RunAsync(caller, request, cancellation))
        {
            case MakeTenantOutcome.Made { Tenant: var made }:
                context.Response.Headers.CacheControl = "no-store";
                return TypedResults.Created($"/api/v1/tenants/{made.Tenant.Id}", made);
            case MakeTenantOutcome.NoOperator:
                return NoOperator();
            case MakeTenantOutcome.Invalid invalid:
                return Problems.Invalid(invalid.Errors);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Lists the tenants of this server, and nothing of what is in them.</summary>
    internal static async Task<Results<Ok<Page<TenantView>>, ProblemHttpResult>> List(
        int? limit, string? cursor, TenantQueries queries, CancellationToken cancellation) =>
        PageRequest.Read(limit, cursor, out var errors) is { } page
            ? TypedResults.Ok(await queries.ListAsync(page, cancellation))
            : Problems.Invalid(errors);

    /// <summary>Tells one tenant's name and whether it has an owner.</summary>
    internal static async Task<Results<Ok<TenantView>, ProblemHttpResult>> Get(
        long id, TenantQueries queries, CancellationToken cancellation) =>
        await queries.FindAsync(new(id), cancellation) is { } view ? TypedResults.Ok(view) : Problems.NotFound("tenant", id);

    /// <summary>Gives a tenant another name.</summary>
    internal static async Task<Results<Ok<TenantView>, ProblemHttpResult>> Rename(
        long id, RenameTenantRequest request, Caller caller, RenameTenant rename, TenantQueries queries, CancellationToken cancellation)
    {
        if (PersonName.Refuse(request.Name) is { } reason)
        {
            return Problems.Invalid([new("name", reason)]);
        }

        return await rename.RunAsync(caller, new(id), request.Name, cancellation)
            && await queries.FindAsync(new(id), cancellation) is { } view
                ? TypedResults.Ok(view)
                : Problems.NotFound("tenant", id);
    }

    /// <summary>Invites the first owner of a tenant once more, while it has none.</summary>
    internal static async Task<Results<Created<InvitationMade>, ProblemHttpResult>> InviteOwner(
        long id, InviteOwnerRequest request, Caller caller, InviteFirstOwner invite, HttpContext context,
        CancellationToken cancellation)
    {
        if (Invite.Check(request.Email, request.Name, "email", "name") is { Count: > 0 } errors)
        {
            return Problems.Invalid(errors);
        }

        switch (await invite.RunAsync(caller, new(id), request, cancellation))
        {
            case InviteFirstOwnerOutcome.Made { Invitation: var made }:
                context.Response.Headers.CacheControl = "no-store";
                return TypedResults.Created($"/api/v1/tenants/{id}", made);
            case InviteFirstOwnerOutcome.NoOperator:
                return NoOperator();
            case InviteFirstOwnerOutcome.HasOwner:
                return Problems.Conflict("tenant_has_owner", $"Tenant {id} has an owner: its owners invite its people.");
            default:
                return Problems.NotFound("tenant", id);
        }
    }

    private static ProblemHttpResult NoOperator() =>
        Problems.Forbidden("operators_only", "You do not run this server any more: ask an operator.");
}
