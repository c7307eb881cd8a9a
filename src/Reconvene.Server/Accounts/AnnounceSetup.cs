using Reconvene.Server.Platform;

namespace Reconvene.Server.Accounts;

/// <summary>Prints the setup code at each start until there is an owner.</summary>
internal sealed partial class AnnounceSetup(UserQueries users, Lazy<SetupCode> code, ILogger<AnnounceSetup> logger)
    : IPreparation
{
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (!await users.HasOwnerAsync(TenantId.First, cancellation))
        {
            Log.NoOwner(logger, code.Value.Text);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Setup code: {Code} (this server has no owner yet: make one at its address, or with `reconvene setup`)")]
        public static partial void NoOwner(ILogger logger, string code);
    }
}
