using Reconvene.Client.Sources;
using Reconvene.Server.Ledger;

namespace Reconvene.Server.Sources;

/// <summary>One whose recordings a source takes.</summary>
/// <param name="Account">The account of a master account that the host is of; null for the connection's own.</param>
/// <param name="User">Zoom's id or the e-mail address; empty when the account's users could not be listed.</param>
/// <param name="Error">Why they could not; null when all is well.</param>
internal sealed record SourceHost(string? Account, string User, string? Error = null)
{
    /// <summary>What is listed: one of <see cref="RecordingKind"/>. Zoom Phone is listed for a whole account at once, with an empty user.</summary>
    public string Kind { get; init; } = RecordingKind.Meeting;

    /// <summary>The e-mail address, where the list of users gave it.</summary>
    public string? Email { get; init; }

    /// <summary>The order in which a sync goes, and its mark when it is interrupted.</summary>
    public string Key => (Kind, Account) switch
    {
        (RecordingKind.Meeting, null) => User,
        (RecordingKind.Meeting, _) => $"{Account}/{User}",
        _ => $"{Kind}:{Account}/{User}",
    };

    /// <summary>As a row of a sync's result names it.</summary>
    public static SourceHost Of(SyncedUser row) => new(row.AccountId, row.User) { Kind = row.Kind };
}
