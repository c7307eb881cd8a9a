namespace Reconvene.Client.Accounts;

/// <summary>Signs a person out.</summary>
/// <param name="RefreshToken">The sign-in that ends; it may be left out with <c>everywhere</c>.</param>
/// <param name="Everywhere">Ends every sign-in of the person.</param>
public sealed record LogoutRequest(string? RefreshToken = null, bool Everywhere = false)
{
    /// <summary>Holds secrets, so it tells nothing.</summary>
    public override string ToString() => $"{nameof(LogoutRequest)} ***";
}
