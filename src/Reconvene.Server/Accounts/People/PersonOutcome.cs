namespace Reconvene.Server.Accounts.People;

/// <summary>What came of changing a person.</summary>
internal abstract record PersonOutcome
{
    internal sealed record Done(UserRow User) : PersonOutcome;

    /// <summary>Who asks was allowed to when the request came, and is not any more.</summary>
    internal sealed record NotAllowed : PersonOutcome;

    internal sealed record Unknown : PersonOutcome;

    /// <summary>Nobody else owns the tenant.</summary>
    internal sealed record LastOwner : PersonOutcome;

    /// <summary>Nobody else runs the server.</summary>
    internal sealed record LastOperator : PersonOutcome;
}
