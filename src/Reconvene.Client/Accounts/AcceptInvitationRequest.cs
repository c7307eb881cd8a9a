namespace Reconvene.Client.Accounts;

/// <summary>Accepts an invitation and signs in.</summary>
/// <param name="Code">The code of the invitation.</param>
/// <param name="Password">10 to 200 characters.</param>
/// <param name="Name">What to call oneself; as the invitation says by default, else the e-mail address.</param>
public sealed record AcceptInvitationRequest(string Code, string Password, string? Name = null)
{
    /// <summary>Holds secrets, so it tells nothing.</summary>
    public override string ToString() => $"{nameof(AcceptInvitationRequest)} ***";
}
