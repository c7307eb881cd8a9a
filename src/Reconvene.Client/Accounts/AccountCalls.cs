using System.Globalization;

namespace Reconvene.Client.Accounts;

/// <summary>Calls about tenants and people.</summary>
public static class AccountCalls
{
    /// <summary>Every tenant, in the order in which they were made.</summary>
    /// <param name="client">Of an operator.</param>
    /// <param name="cancellation">Stops the calls.</param>
    public static IAsyncEnumerable<TenantView> ListTenantsAsync(this ReconveneClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.ListAsync<TenantView>("api/v1/tenants?limit=300", cancellation);
    }

    /// <summary>Makes a tenant and invites its first owner.</summary>
    /// <param name="client">Of an operator.</param>
    /// <param name="request">The tenant and its first owner.</param>
    /// <param name="cancellation">Stops the call.</param>
    public static Task<TenantMade> MakeTenantAsync(
        this ReconveneClient client, MakeTenantRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.PostAsync<TenantMade>("api/v1/tenants", request, cancellation);
    }

    /// <summary>Gives a tenant another name.</summary>
    /// <param name="client">Of an operator.</param>
    /// <param name="tenant">The tenant's id.</param>
    /// <param name="name">1 to 200 characters.</param>
    /// <param name="cancellation">Stops the call.</param>
    public static Task<TenantView> RenameTenantAsync(
        this ReconveneClient client, long tenant, string name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.PatchAsync<TenantView>(Of("tenants", tenant), new RenameTenantRequest(name), cancellation);
    }

    /// <summary>Invites a person into one's tenant.</summary>
    /// <param name="client">Of an owner.</param>
    /// <param name="request">Whom, and as what.</param>
    /// <param name="cancellation">Stops the call.</param>
    public static Task<InvitationMade> InviteAsync(
        this ReconveneClient client, InviteRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.PostAsync<InvitationMade>("api/v1/invitations", request, cancellation);
    }

    /// <summary>Every invitation of one's tenant, the newest first.</summary>
    /// <param name="client">Of an owner.</param>
    /// <param name="cancellation">Stops the calls.</param>
    public static IAsyncEnumerable<InvitationView> ListInvitationsAsync(
        this ReconveneClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.ListAsync<InvitationView>("api/v1/invitations?limit=300", cancellation);
    }

    /// <summary>Takes an invitation back.</summary>
    /// <param name="client">Of an owner.</param>
    /// <param name="invitation">The invitation's id.</param>
    /// <param name="cancellation">Stops the call.</param>
    public static Task EndInvitationAsync(this ReconveneClient client, long invitation, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.DeleteAsync(Of("invitations", invitation), cancellation);
    }

    /// <summary>Every person of one's tenant, in the order in which they came.</summary>
    /// <param name="client">Of an owner.</param>
    /// <param name="cancellation">Stops the calls.</param>
    public static IAsyncEnumerable<UserView> ListUsersAsync(this ReconveneClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.ListAsync<UserView>("api/v1/users?limit=300", cancellation);
    }

    /// <summary>Gives a person another role.</summary>
    /// <param name="client">Of an owner.</param>
    /// <param name="user">The person's id.</param>
    /// <param name="role">What the person may do.</param>
    /// <param name="cancellation">Stops the call.</param>
    public static Task<UserView> ChangeRoleAsync(
        this ReconveneClient client, long user, AccountRole role, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.PatchAsync<UserView>(Of("users", user), new ChangePersonRequest(role), cancellation);
    }

    /// <summary>Removes a person, with their keys and sign-ins.</summary>
    /// <param name="client">Of an owner.</param>
    /// <param name="user">The person's id.</param>
    /// <param name="cancellation">Stops the call.</param>
    public static Task RemoveUserAsync(this ReconveneClient client, long user, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.DeleteAsync(Of("users", user), cancellation);
    }

    private static string Of(string list, long id) => string.Create(CultureInfo.InvariantCulture, $"api/v1/{list}/{id}");
}
