namespace Reconvene.Client.Accounts;

/// <summary>Goes on being signed in.</summary>
/// <param name="RefreshToken">The one that came last; each is taken once.</param>
public sealed record RefreshRequest(string RefreshToken)
{
    /// <summary>Holds secrets, so it tells nothing.</summary>
    public override string ToString() => $"{nameof(RefreshRequest)} ***";
}
