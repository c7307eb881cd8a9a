using Reconvene.Simulator.Control;
using Reconvene.Simulator.Zoom.Http;

namespace Reconvene.Simulator.Zoom.OAuth;

/// <summary>Writes into the journal what a token request asks for, before a fault can strike it.</summary>
internal sealed class TokenNotes(SimulatorState state)
{
    public async Task TakeAsync(Call call)
    {
        var parameters = await call.ParametersAsync();
        var refresh = state.Grants.FindRefreshToken(parameters("refresh_token") ?? "");
        var subject = parameters("account_id")
            ?? refresh?.Grant.User.Email
            ?? state.Grants.UserOf(parameters("code") ?? "")?.Email;
        call.Note(request => request with
        {
            Token = new TokenAsk
            {
                GrantType = parameters("grant_type") ?? "",
                ClientId = Clients.Read(call).Id,
                Subject = subject ?? "",
                Generation = refresh?.Generation ?? 0,
                WasReplaced = refresh?.ReplacedAt is not null,
            },
        });
    }

    /// <summary>It may have been replaced since the request came in: at a gate, or by another request at the same time.</summary>
    public void Judge(Call call, string refreshToken)
    {
        if (state.Grants.FindRefreshToken(refreshToken)?.ReplacedAt is not null)
        {
            call.Note(request => request with { Token = request.Token! with { WasReplaced = true } });
        }
    }
}
