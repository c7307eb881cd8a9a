using Reconvene.Simulator.Control;
using Reconvene.Simulator.Control.Limits;
using Reconvene.Simulator.Zoom.Http;
using Reconvene.Simulator.Zoom.Limits;
using Reconvene.Simulator.Zoom.OAuth;

namespace Reconvene.Simulator.Zoom.Api;

/// <summary>Lets a call through only with a token that holds, carries one of the scopes and reaches into the account.</summary>
internal sealed class ApiGuard(SimulatorState state)
{
    // Zoom Phone has a number of its own for the same sentence.
    private const int PhoneMissingScopes = 104;

    public Func<Call, Task> Needs(ScopeSet scopes, Func<Call, Task> handle) =>
        call => PassAsync(call, Bearer.Of(call.Context), scopes, handle);

    /// <summary>The same for a file: as on every download, the token may stand in the query.</summary>
    public Func<Call, Task> NeedsForFile(ScopeSet scopes, Func<Call, Task> handle) =>
        call => PassAsync(call, Bearer.OfDownload(call, state.Switches), scopes, handle);

    private Task PassAsync(Call call, string? bearer, ScopeSet scopes, Func<Call, Task> handle)
    {
        var (token, refusal) = Know(bearer);
        refusal ??= Count(call, token!) ?? Judge(call, token!, scopes);
        return refusal is null ? handle(call) : call.ErrorAsync(refusal);
    }

    private (IssuedToken? Token, ZoomError? Error) Know(string? bearer)
    {
        if (bearer is not { } value
            || state.Tokens.Find(value) is not { Kind: TokenKind.Access } token
            || !state.Tokens.IsAlive(token))
        {
            return (null, ZoomError.InvalidToken);
        }

        return state.Tokens.Holds(token) ? (token, null) : (null, ZoomError.ExpiredToken);
    }

    /// <summary>Limits are the account's, whichever app calls and whatever becomes of the call.</summary>
    private ZoomError? Count(Call call, IssuedToken token)
    {
        if (call.Route is not { Label: { } label } route)
        {
            return null;
        }

        return state.Limits.Take(token.AccountId, route.Table, label) is { } verdict
            ? LimitAnswers.Write(call, verdict, state.Clock.GetUtcNow())
            : null;
    }

    private ZoomError? Judge(Call call, IssuedToken token, ScopeSet scopes)
    {
        if (!scopes.AcceptsAnyOf(token.Scopes))
        {
            var missing = ZoomError.MissingScopes(scopes.Granular);
            return call.Route is { Table: LimitTable.Phone } ? missing with { Code = PhoneMissingScopes } : missing;
        }

        call.Viewer = Viewer.Of(token);
        return call.SegmentOrNone("account") is { } accountId ? Enter(call, token, accountId) : null;
    }

    /// <summary>The path names an account: one's own, or for a master one below.</summary>
    private ZoomError? Enter(Call call, IssuedToken token, string accountId)
    {
        if (accountId == "me" || accountId == token.AccountId)
        {
            return null;
        }

        if (token.App is not { Kind: AppKind.Master } || state.World.FindAccount(accountId)?.MasterId != token.AccountId)
        {
            return ZoomError.NoAccount(accountId);
        }

        call.Viewer = new Viewer(accountId, User: null);
        return null;
    }
}
