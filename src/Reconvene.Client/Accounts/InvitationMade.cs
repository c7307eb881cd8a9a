namespace Reconvene.Client.Accounts;

/// <summary>A new invitation; the only answer that holds its code.</summary>
/// <param name="Code">What accepts it. It is shown now and never again.</param>
/// <param name="Link">The page at which the person accepts it; hand it over yourself, no message is sent.</param>
/// <param name="Invitation">What is kept of it.</param>
public sealed record InvitationMade(string Code, string Link, InvitationView Invitation)
{
    /// <summary>Holds secrets, so it tells nothing.</summary>
    public override string ToString() => $"{nameof(InvitationMade)} ***";
}
