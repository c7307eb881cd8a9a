namespace Reconvene.Client;

/// <summary>A new API key; the only time it is told.</summary>
/// <param name="Id">Its id, for revoking it.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Scope"><c>read</c>, <c>write</c> or <c>manage</c>.</param>
/// <param name="Key">The secret itself.</param>
public sealed record MadeApiKey(long Id, string Name, string Scope, string Key)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name}: ***";
}
