namespace Reconvene.Client.Accounts;

/// <summary>What a person may do in the tenant; each includes the ones before it.</summary>
public enum AccountRole
{
    /// <summary>Reads.</summary>
    Viewer,

    /// <summary>Reads and changes.</summary>
    Editor,

    /// <summary>Everything, people and keys included.</summary>
    Owner,
}
