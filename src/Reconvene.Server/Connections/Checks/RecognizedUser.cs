namespace Reconvene.Server.Connections.Checks;

/// <summary>What became of a connection whose Zoom user was not known.</summary>
internal abstract record RecognizedUser
{
    private RecognizedUser()
    {
    }

    /// <summary>Nothing was to be learned.</summary>
    internal sealed record Nothing : RecognizedUser;

    /// <param name="Email">Whose it is, from now on.</param>
    internal sealed record Learned(string Email) : RecognizedUser;

    /// <param name="Other">The connection that this Zoom user has already, through the same app.</param>
    internal sealed record TakenBy(ConnectionId Other) : RecognizedUser;
}
