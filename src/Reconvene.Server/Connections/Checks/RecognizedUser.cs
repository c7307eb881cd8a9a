namespace Reconvene.Server.Connections.Checks;

/// <summary>What became of a connection whose Zoom user was not known.</summary>
internal abstract record RecognizedUser
{
    private RecognizedUser()
    {
    }

    /// <summary>Nothing was to be learned.</summary>
    internal sealed record Nothing : RecognizedUser;

    /// <summary>It is known now.</summary>
    /// <param name="Email">Whose it is.</param>
    internal sealed record Learned(string Email) : RecognizedUser;

    /// <summary>The Zoom user has a connection through this app already.</summary>
    /// <param name="Other">That connection.</param>
    internal sealed record TakenBy(ConnectionId Other) : RecognizedUser;
}
