using Reconvene.Server.Connections;
using Reconvene.Server.Ledger;
using Reconvene.Zoom;
using Reconvene.Zoom.Users;

namespace Reconvene.Server.Sources;

/// <summary>
/// Whose recordings a source takes: those it names, else everyone of the account, also the inactive, whose recordings
/// stay. Sorted, so that a sync that was interrupted finds its place.
/// </summary>
internal sealed class SourceHosts(ZoomClients zoom)
{
    /// <summary>Zoom Phone stands beside the hosts of meetings: for each who is named, else for the whole account at once.</summary>
    public async Task<ZoomResult<IReadOnlyList<SourceHost>>> ListAsync(
        Source source, ZoomConnection connection, CancellationToken cancellation)
    {
        var phone = source.TakesPhone ? OfPhone(source, connection) : [];
        return source.TakesMeetings
            ? await ListHostsAsync(source, connection, cancellation) switch
            {
                ZoomResult<IReadOnlyList<SourceHost>>.Ok(var hosts) => Sorted(hosts.Concat(phone)),
                var failed => failed,
            }
            : Sorted(phone);
    }

    private static List<SourceHost> OfPhone(Source source, ZoomConnection connection)
    {
        IEnumerable<SourceHost> whose = source.Config switch
        {
            _ when connection.IsOfOneUser => [new(null, ZoomConnection.Me)],
            { UserEmails: { Count: > 0 } emails } => emails.Select(email => new SourceHost(null, email)),
            { UserId: { } user } => [new(null, user)],
            { AccountIds: { Count: > 0 } accounts } => accounts.Select(account => new SourceHost(account, "")),
            _ => [new(null, "")],
        };
        return [.. whose.SelectMany(host => (SourceHost[])
            [host with { Kind = RecordingKind.PhoneCall }, host with { Kind = RecordingKind.Voicemail }])];
    }

    private async Task<ZoomResult<IReadOnlyList<SourceHost>>> ListHostsAsync(
        Source source, ZoomConnection connection, CancellationToken cancellation)
    {
        if (connection.IsOfOneUser)
        {
            return Sorted([new(null, ZoomConnection.Me)]);
        }

        if (source.Config.UserEmails is { Count: > 0 } emails)
        {
            return Sorted(emails.Select(email => new SourceHost(null, email)));
        }

        if (source.Config.UserId is { } user)
        {
            return Sorted([new(null, user)]);
        }

        return source.Config.AccountIds is { Count: > 0 } accounts
            ? await ListAccountsAsync(connection, accounts, cancellation)
            : await ListUsersAsync(connection, account: null, cancellation) switch
            {
                ZoomResult<IReadOnlyList<SourceHost>>.Ok(var users) => Sorted(users),
                var failed => failed,
            };
    }

    /// <summary>
    /// Whether Zoom refuses this one host or account, and the others can still be read. Without Zoom Phone, or the scope for it,
    /// meetings can.
    /// </summary>
    public static bool IsOfOneAlone(ZoomFailure failure, SourceHost host) =>
        (host.Kind is not RecordingKind.Meeting && failure.Kind is ZoomFailureKind.ScopeMissing) || IsOfOneAlone(failure, host.Account);

    private static bool IsOfOneAlone(ZoomFailure failure, string? account) =>
        failure.Kind is ZoomFailureKind.Gone or ZoomFailureKind.PermissionDenied or ZoomFailureKind.Rejected

        // A sub-account's token that is refused twice; that the app is refused concerns them all.
        || (account is not null
            && failure is { Kind: ZoomFailureKind.CredentialRejected, OAuthProblem: null, Status: StatusCodes.Status401Unauthorized });

    private async Task<ZoomResult<IReadOnlyList<SourceHost>>> ListAccountsAsync(
        ZoomConnection connection, IReadOnlyList<string> accounts, CancellationToken cancellation)
    {
        var hosts = new List<SourceHost>();
        foreach (var account in accounts.Distinct(StringComparer.Ordinal))
        {
            switch (await ListUsersAsync(connection, account, cancellation))
            {
                case ZoomResult<IReadOnlyList<SourceHost>>.Ok(var users):
                    hosts.AddRange(users);
                    break;
                case ZoomResult<IReadOnlyList<SourceHost>>.Failed(var failure) when IsOfOneAlone(failure, account):
                    hosts.Add(new(account, "", failure.Reason));
                    break;
                case ZoomResult<IReadOnlyList<SourceHost>>.Failed(var failure):
                    return ZoomResult.Failed<IReadOnlyList<SourceHost>>(failure);
            }
        }

        return Sorted(hosts);
    }

    private async Task<ZoomResult<IReadOnlyList<SourceHost>>> ListUsersAsync(
        ZoomConnection connection, string? account, CancellationToken cancellation)
    {
        var users = new List<SourceHost>();
        foreach (var status in (UserStatus[])[UserStatus.Active, UserStatus.Inactive])
        {
            await foreach (var result in zoom.For(connection, account).ListUsersAsync(status, cancellation))
            {
                switch (result)
                {
                    case ZoomResult<ZoomPage<ZoomUser>>.Ok(var page):
                        users.AddRange(page.Items.Where(user => user.Id is not null).Select(user => new SourceHost(account, user.Id!) { Email = user.Email }));
                        break;
                    case ZoomResult<ZoomPage<ZoomUser>>.Failed(var failure):
                        return ZoomResult.Failed<IReadOnlyList<SourceHost>>(failure);
                }
            }
        }

        return ZoomResult.Ok<IReadOnlyList<SourceHost>>(users);
    }

    private static ZoomResult<IReadOnlyList<SourceHost>> Sorted(IEnumerable<SourceHost> hosts) =>
        ZoomResult.Ok<IReadOnlyList<SourceHost>>(
            [.. hosts.DistinctBy(host => host.Key, StringComparer.Ordinal).OrderBy(host => host.Key, StringComparer.Ordinal)]);
}
