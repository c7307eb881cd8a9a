using Microsoft.Extensions.DependencyInjection;
using Reconvene.Server.Accounts;

namespace Reconvene.Hosting;

/// <summary>Makes the owner from inside: whoever may start the program on the data may also own it.</summary>
internal static class OwnerSetup
{
    /// <summary>Makes the owner; does nothing when there is one.</summary>
    /// <returns>Whether the owner was made now.</returns>
    public static async Task<bool> EnsureAsync(
        IServiceProvider services, string email, string password, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var setup = scope.ServiceProvider.GetRequiredService<CompleteSetup>();
        return await setup.RunAsync(new NewOwner(email, password), cancellation) switch
        {
            SetupOutcome.Done => true,
            SetupOutcome.AlreadyDone => false,
            SetupOutcome.Invalid invalid => throw new CommandFailedException(
                string.Join(Environment.NewLine, invalid.Errors.Select(error => $"{error.Field} {error.Message}")), ExitCodes.WrongUsage),
            var other => throw new System.Diagnostics.UnreachableException(other.GetType().Name),
        };
    }
}
