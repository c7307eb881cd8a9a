namespace Reconvene.Server.Accounts;

/// <summary>What a person may do in the tenant; each includes the ones before it.</summary>
internal enum Role
{
    Viewer,
    Editor,
    Owner,
}
