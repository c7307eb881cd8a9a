using System.Diagnostics;
using Reconvene.Client.Connections;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Connections.Consent;
using Reconvene.Server.Pages.Frame;
using Reconvene.Server.Platform.Audit;

namespace Reconvene.Server.Pages.OneConnection;

/// <summary>Begins the consent to a connection anew, in the browser that asks.</summary>
internal sealed class ConsentAgain(BeginConsent begin, ConsentCookie cookie, IHttpContextAccessor accessor)
{
    public async Task<PageResult> RunAsync(Caller caller, CredentialView view, CancellationToken cancellation)
    {
        var id = new ConnectionId(view.Id);
        var request = new ConsentRequest(caller.Tenant, caller.User, AuditActor.Of(caller), BegunIn.Browser)
        {
            Reconnect = id,
            ReturnTo = OneConnectionEndpoints.PathOf(id),
        };
        switch (await begin.RunAsync(request, cancellation))
        {
            case ConsentBegun.Yes(var zoom, var key):
                cookie.Write(accessor.HttpContext!, key!);
                return Onward.To(zoom.AbsoluteUri);
            case ConsentBegun.NoApp(var reason):
                return ReconnectEndpoints.Page(new(view, Refusal: reason), StatusCodes.Status409Conflict);
            default:
                throw new UnreachableException();
        }
    }
}
