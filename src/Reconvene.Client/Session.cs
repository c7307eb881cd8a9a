namespace Reconvene.Client;

/// <summary>What signing in gives.</summary>
/// <param name="AccessToken">Goes into <c>Authorization: Bearer</c>; lives minutes.</param>
public sealed record Session(string AccessToken)
{
    /// <inheritdoc/>
    public override string ToString() => "***";
}
