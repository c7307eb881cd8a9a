using Reconvene.Simulator.Zoom.Http;

namespace Reconvene.Simulator.Control;

/// <summary>The control calls over HTTP that concern apps and consents; each is one member of <see cref="OAuthControl"/>.</summary>
internal sealed class OAuthControlEndpoints(OAuthControl control)
{
    public IEnumerable<Route> Routes =>
    [
        ControlEndpoints.Get("apps", _ => control.Apps),
        ControlEndpoints.Get("grants", _ => control.Grants),
        ControlEndpoints.Get("token-requests", _ => control.TokenRequests),
        ControlEndpoints.Post("apps", AddAsync),
        ControlEndpoints.Post("apps/change", ChangeAsync),
        ControlEndpoints.Post("consent", ConsentAsync),
        ControlEndpoints.Post("decline", DeclineAsync),
        ControlEndpoints.Post("deauthorize", DeauthorizeAsync),
    ];

    private async Task AddAsync(Call call) =>
        await ControlEndpoints.AnswerAsync(call, control.AddApp(await ControlEndpoints.ReadAsync<NewApp>(call)));

    private async Task ChangeAsync(Call call)
    {
        var change = await ControlEndpoints.ReadAsync<AppChange>(call);
        await ControlEndpoints.AnswerAsync(call, control.ChangeApp(ControlEndpoints.Needed(call, "client_id"), change));
    }

    private async Task ConsentAsync(Call call)
    {
        var wish = await ControlEndpoints.ReadAsync<ConsentWish>(call);
        var callback = await control.ConsentAsync(wish.AuthorizeUrl, wish.User, call.Cancellation);
        await ControlEndpoints.AnswerAsync(call, new CallbackView(callback));
    }

    private async Task DeclineAsync(Call call)
    {
        var wish = await ControlEndpoints.ReadAsync<DeclineWish>(call);
        await ControlEndpoints.AnswerAsync(call, new CallbackView(await control.DeclineAsync(wish.AuthorizeUrl, call.Cancellation)));
    }

    private async Task DeauthorizeAsync(Call call)
    {
        var wish = await ControlEndpoints.ReadAsync<DeauthorizeWish>(call);
        await ControlEndpoints.AnswerAsync(call, await control.DeauthorizeAsync(wish.ClientId, wish.User, call.Cancellation));
    }

    private sealed record ConsentWish(Uri AuthorizeUrl, string User);

    private sealed record DeclineWish(Uri AuthorizeUrl);

    private sealed record DeauthorizeWish(string ClientId, string User);

    private sealed record CallbackView(Uri CallbackUrl);
}
