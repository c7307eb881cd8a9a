namespace Reconvene.Client.Accounts;

/// <summary>The most that an API key may do, whatever its person may; each includes the ones before it.</summary>
public enum ApiKeyScope
{
    /// <summary>What a viewer may.</summary>
    Read,

    /// <summary>What an editor may.</summary>
    Write,

    /// <summary>What an owner may.</summary>
    Manage,
}
