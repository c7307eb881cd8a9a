using Reconvene.Simulator.Zoom.Http;
using Reconvene.Simulator.Zoom.OAuth;

namespace Reconvene.Simulator.Zoom.Api;

/// <summary>Lets a call through only with a token that holds and carries one of the scopes.</summary>
internal sealed class ApiGuard(TokenStore tokens)
{
    public Func<Call, Task> Needs(ScopeSet scopes, Func<Call, Task> handle) => call =>
    {
        var refusal = Judge(call, scopes);
        return refusal is null ? handle(call) : call.ErrorAsync(refusal);
    };

    private ZoomError? Judge(Call call, ScopeSet scopes)
    {
        if (Bearer.Of(call.Context) is not { } value
            || tokens.Find(value) is not { Kind: TokenKind.Access } token)
        {
            return ZoomError.InvalidToken;
        }

        if (!tokens.Holds(token))
        {
            return ZoomError.ExpiredToken;
        }

        return scopes.AcceptsAnyOf(token.Scopes) ? null : ZoomError.MissingScopes(scopes.Granular);
    }
}
