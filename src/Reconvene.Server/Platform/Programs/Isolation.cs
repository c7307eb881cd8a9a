namespace Reconvene.Server.Platform.Programs;

/// <summary>What keeps an outside program away from the network and from other processes on this machine.</summary>
internal enum Isolation
{
    /// <summary>Namespaces of its own, which root may make.</summary>
    Namespaces,

    /// <summary>The same inside a user namespace.</summary>
    UserNamespace,

    /// <summary>The system allows neither: the program's own list of protocols is what holds.</summary>
    None,
}
