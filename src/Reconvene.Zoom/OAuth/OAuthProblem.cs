namespace Reconvene.Zoom.OAuth;

/// <summary>Why the token endpoint refused, in the terms that decide who must do what.</summary>
public enum OAuthProblem
{
    /// <summary>Refused for another reason: the sentence says what Zoom said.</summary>
    Other,

    /// <summary>
    /// The authorization has ended: revoked, expired, replaced by a later one, or its user is gone. Only a new consent
    /// helps.
    /// </summary>
    GrantDead,

    /// <summary>The client id or the client secret is wrong, or the secret was changed.</summary>
    ClientRejected,

    /// <summary>The app is switched off, by its developer or by the account's administrator.</summary>
    AppDisabled,

    /// <summary>The redirect address is not in the app's allow list, or not the one the code came to.</summary>
    RedirectMismatch,

    /// <summary>The authorization code is used up, too old, or was given to another app.</summary>
    CodeInvalid,
}
