using Reconvene.Client.Accounts;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.Accounts;

/// <summary>Makes an API key for the caller, who cannot give it more than they may do themselves.</summary>
internal sealed class MakeApiKey(ApiKeyStore store, TimeProvider time)
{
    private const int LongestName = 100;

    /// <summary>The most that a scope allows.</summary>
    public static Role RoleOf(ApiKeyScope scope) => scope switch
    {
        ApiKeyScope.Read => Role.Viewer,
        ApiKeyScope.Write => Role.Editor,
        _ => Role.Owner,
    };

    public async Task<MakeApiKeyOutcome> RunAsync(Caller caller, ApiKeyRequest request, CancellationToken cancellation)
    {
        if (Check(request) is { Count: > 0 } errors)
        {
            return new MakeApiKeyOutcome.Invalid(errors);
        }

        // A key that may only read must not leave another key behind it.
        if (RoleOf(request.Scope) > caller.Role || caller.KeyScope is ApiKeyScope.Read or ApiKeyScope.Write)
        {
            return new MakeApiKeyOutcome.NotAllowed();
        }

        var secret = ApiKeySecret.Make();
        var row = await store.AddAsync(caller, request, secret, cancellation);
        return new MakeApiKeyOutcome.Made(new ApiKeyMade(secret.Text, row.View()));
    }

    private List<FieldError> Check(ApiKeyRequest request)
    {
        var errors = new List<FieldError>();
        if (string.IsNullOrWhiteSpace(request.Name) || request.Name.Length > LongestName || request.Name.Any(char.IsControl))
        {
            errors.Add(new("name", $"must have 1 to {LongestName} characters, none of them a control character."));
        }

        if (request.ExpiresAt <= time.GetUtcNow())
        {
            errors.Add(new("expires_at", "must be in the future, or left out for a key that does not end."));
        }

        return errors;
    }
}

internal abstract record MakeApiKeyOutcome
{
    internal sealed record Made(ApiKeyMade Key) : MakeApiKeyOutcome;

    internal sealed record NotAllowed : MakeApiKeyOutcome;

    internal sealed record Invalid(IReadOnlyList<FieldError> Errors) : MakeApiKeyOutcome;
}
