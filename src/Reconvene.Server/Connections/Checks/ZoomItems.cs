using Reconvene.Client.Connections;
using Reconvene.Zoom;
using Reconvene.Zoom.OAuth;

namespace Reconvene.Server.Connections.Checks;

/// <summary>What Zoom answered: the token, the small call, whose connection it is, what it sees.</summary>
internal static class ZoomItems
{
    private const string NotFoundHelp =
        "A meeting or recording that Zoom does not find belongs to another account or user, was deleted, or is still being processed: check its number or UUID, that its host is a user of this account, and that cloud recording is on in that host's Zoom settings.";

    public static CheckItem Token(CheckFacts facts) => facts.TokenFailure switch
    {
        null when facts.Connection.IsOfOneUser => new("token", CheckState.Ok, "The person's token is in force."),
        null => new("token", CheckState.Ok, "Zoom gave a new token to the app: account id, client id and client secret are right."),
        var failure => new("token", CheckState.Error, failure.Reason) { Help = HelpFor(facts.Connection, failure) },
    };

    public static CheckItem Call(CheckFacts facts) => facts.Call switch
    {
        null => new("call", CheckState.Off, "Not made: there is no token to make it with."),
        ZoomResult<ZoomProbe>.Ok(var probe) =>
            new("call", CheckState.Ok, $"Zoom answered in {Math.Max(1, Math.Round(probe.RoundTrip.TotalMilliseconds)):0} ms."),
        ZoomResult<ZoomProbe>.Failed({ Kind: ZoomFailureKind.ScopeMissing } failure) =>
            new("call", CheckState.Warning, failure.Reason) { Help = AddScopes(failure) },
        ZoomResult<ZoomProbe>.Failed(var failure) =>
            new("call", CheckState.Error, failure.Reason) { Help = HelpFor(facts.Connection, failure) },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static CheckItem Who(CheckFacts facts, RecognizedUser user) => (facts, user) switch
    {
        (_, RecognizedUser.TakenBy(var other)) => new(
            "who", CheckState.Warning, $"The token is of a Zoom user who is already connected through this app, as credential {other.Value}.")
        {
            Help = "Remove one of the two: each renewal of one would end the token of the other.",
        },
        (_, RecognizedUser.Learned(var email)) =>
            new("who", CheckState.Ok, $"The token is of {email}; the connection knows it from now on."),
        ({ Connection: { IsOfOneUser: true, ZoomUserId: { } known } connection, Probe.User.Id: { } now }, _) when known != now =>
            new("who", CheckState.Warning, $"The token is of another Zoom user than {connection.ZoomEmail ?? connection.AccountName}, whose connection it is.")
            {
                Help = $"Reconnect it as the right user: {Reconnect.PathOf(connection.Id)}.",
            },
        ({ Connection: { IsOfOneUser: true } connection, Probe.User: not null }, _) =>
            new("who", CheckState.Ok, $"The connection is of {connection.ZoomEmail ?? connection.AccountName}."),
        ({ Connection: { IsOfOneUser: false, AccountId: { } account } connection, Probe.User: not null }, _) =>
            new("who", CheckState.Ok, $"The connection is of {(connection.IsMasterAccount ? "master account" : "account")} {account}, and sees its users."),
        ({ Probe: not null }, _) => new("who", CheckState.Warning, "Zoom lists no active user in the account.")
        {
            Help = "Check that the account id is that of the account whose recordings you want.",
        },
        _ => new("who", CheckState.Off, "Not known: the call told nothing."),
    };

    public static CheckItem Recordings(CheckFacts facts) => facts.Recordings switch
    {
        null => new("recordings", CheckState.Off, "Not looked for."),
        ZoomResult<RecordingsSeen>.Ok({ Count: > 0 } seen) => new(
            "recordings",
            CheckState.Ok,
            facts.Connection.IsOfOneUser
                ? $"{seen.Count} recordings of the last four weeks can be seen."
                : $"{seen.Count} recordings of the last four weeks can be seen of one user of the account."),
        ZoomResult<RecordingsSeen>.Ok when facts.Connection.IsOfOneUser =>
            new("recordings", CheckState.Warning, "No recording of the last four weeks can be seen: this connection sees this one user's own alone.")
            {
                Help = NotFoundHelp,
            },
        ZoomResult<RecordingsSeen>.Ok(var seen) =>
            new("recordings", CheckState.Warning, $"No recording of the last four weeks can be seen of the {seen.Hosts} users looked at.")
            {
                Help = NotFoundHelp,
            },
        ZoomResult<RecordingsSeen>.Failed({ Kind: ZoomFailureKind.ScopeMissing } failure) =>
            new("recordings", CheckState.Warning, failure.Reason) { Help = AddScopes(failure) },
        ZoomResult<RecordingsSeen>.Failed({ Kind: ZoomFailureKind.Gone or ZoomFailureKind.NotReady } failure) =>
            new("recordings", CheckState.Warning, failure.Reason) { Help = NotFoundHelp },
        ZoomResult<RecordingsSeen>.Failed(var failure) =>
            new("recordings", CheckState.Warning, failure.Reason) { Help = HelpFor(facts.Connection, failure) },
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static string AddScopes(ZoomFailure failure) => failure.MissingScopes.Count is 0
        ? "Add the scopes that the features below name to the app in the Zoom Marketplace."
        : $"Add one of these scopes to the app in the Zoom Marketplace: {string.Join(", ", failure.MissingScopes)}. A person who connected before must consent again.";

    private static string HelpFor(ZoomConnection connection, ZoomFailure failure) => failure switch
    {
        { OAuthProblem: OAuthProblem.ClientRejected } =>
            "Zoom calls it an invalid client id: copy Client ID and Client Secret again from the app's page App Credentials, check that it is an app of the right type (Server-to-Server OAuth for an account, General or OAuth for a person), and that it is activated.",
        { OAuthProblem: OAuthProblem.AppDisabled } =>
            "Activate the app on its page Activation in the Zoom Marketplace, or ask the account's administrator to allow it.",
        { Kind: ZoomFailureKind.Unavailable or ZoomFailureKind.Unreadable } =>
            "Try again in a minute. If it stays so, check that this machine reaches Zoom, through a proxy if there is one.",
        { Kind: ZoomFailureKind.RateLimited or ZoomFailureKind.DailyLimit } => "Wait: Zoom limits how often it may be asked, and this passes by itself.",
        { Kind: ZoomFailureKind.HostRefused } => "Check ZOOM_API_BASE_URL and ZOOM_OAUTH_URL: Zoom named an address that is none of theirs.",
        _ when connection.IsOfOneUser => $"Reconnect it: {Reconnect.PathOf(connection.Id)}.",
        _ => "Check the account id, client id and client secret against the app's page App Credentials, and that the app is activated.",
    };
}
