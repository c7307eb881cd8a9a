namespace Reconvene.Server.Sources;

/// <summary>One whose recordings a source takes.</summary>
/// <param name="Account">The account of a master account that the host is of; null for the connection's own.</param>
/// <param name="User">Zoom's id or the e-mail address; empty when the account's users could not be listed.</param>
/// <param name="Error">Why they could not; null when all is well.</param>
internal sealed record SourceHost(string? Account, string User, string? Error = null)
{
    /// <summary>The order in which a sync goes, and its mark when it is interrupted.</summary>
    public string Key => Account is null ? User : $"{Account}/{User}";
}
