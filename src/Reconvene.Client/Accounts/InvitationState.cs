namespace Reconvene.Client.Accounts;

/// <summary>What became of an invitation.</summary>
public enum InvitationState
{
    /// <summary>It can be accepted.</summary>
    Open,

    /// <summary>The person has an account.</summary>
    Accepted,

    /// <summary>Its seven days went by.</summary>
    Expired,

    /// <summary>It was taken back, or replaced by a later one.</summary>
    Ended,
}
