namespace Reconvene.Hosting;

/// <summary>Makes the owner from inside: whoever may start the program on the data may also own it.</summary>
internal static class OwnerSetup
{
    /// <summary>Makes the owner; does nothing when there is one.</summary>
    /// <returns>Whether the owner was made now.</returns>
    public static Task<bool> EnsureAsync(
        IServiceProvider services, string email, string password, CancellationToken cancellation) =>
        throw new CommandFailedException("This build has no accounts yet.");
}
