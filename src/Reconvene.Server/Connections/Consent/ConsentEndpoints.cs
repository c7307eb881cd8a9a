using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Reconvene.Client.Connections;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections.Removal;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Http;
using Reconvene.Zoom;

namespace Reconvene.Server.Connections.Consent;

/// <summary>A person connects by consent: three ways to begin, four addresses for Zoom to come back to, all one flow.</summary>
internal static class ConsentEndpoints
{
    public static void MapConsent(this WebApplication app)
    {
        var consent = app.MapGroup("").WithTags("Connect");
        consent.MapGet("/api/v1/oauth/zoom/authorize", Authorize).WithName("BeginConsent").RequireAuthorization(Policies.Editor);
        consent.MapGet("/api/zoom/auth-url", AuthUrl).WithName("BeginConsentByAuthUrl").RequireAuthorization(Policies.Editor);
        consent.MapGet("/zoom/connect", Connect).WithName("BeginConsentByLink").AllowAnonymous();
        foreach (var (path, name) in ((string, string)[])
        [
            (ConsentApps.CallbackPath, "FinishConsent"),
            ("/api/zoom/auth", "FinishConsentAtApiZoomAuth"),
            ("/auth/zoom/callback", "FinishConsentAtAuthZoomCallback"),
            ("/zoom/callback", "FinishConsentAtZoomCallback"),
        ])
        {
            consent.MapGet(path, Callback).WithName(name).AllowAnonymous();
        }

        consent.MapPost("/api/zoom/auth", Finish).WithName("FinishConsentByCall").RequireAuthorization(Policies.Editor);
        consent.MapGet("/api/zoom/status", Status).WithName("ZoomStatus").RequireAuthorization(Policies.Viewer);
        consent.MapDelete("/api/zoom/disconnect", Disconnect).WithName("DisconnectZoom").RequireAuthorization(Policies.Editor);
    }

    /// <summary>
    /// Begins a person's consent and gives the address of Zoom's page. Whoever opens it is asked, after Zoom's page, whether
    /// the connection may be made.
    /// </summary>
    /// <param name="app">Name of the Zoom app; needed only when there are several.</param>
    /// <param name="credential_id">The connection to reconnect; a new one when left out.</param>
    /// <param name="redirect">Where the person goes afterwards: a path of this server, or an address of a configured origin.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="begin">The operation.</param>
    /// <param name="cancellation">Stops waiting.</param>
    internal static async Task<Results<Ok<ConsentAddress>, ProblemHttpResult>> Authorize(
        string? app, long? credential_id, string? redirect, Caller caller, BeginConsent begin, CancellationToken cancellation) =>
        await begin.RunAsync(Request(caller, app, credential_id, redirect), cancellation) switch
        {
            ConsentBegun.Yes(var address, _) => TypedResults.Ok(new ConsentAddress(address.AbsoluteUri)),
            var refused => Refusal(refused, credential_id),
        };

    /// <summary>Begins a person's consent: the same as /api/v1/oauth/zoom/authorize, in another shape.</summary>
    internal static async Task<Results<Ok<AuthAddress>, ProblemHttpResult>> AuthUrl(
        string? app, string? redirect, Caller caller, BeginConsent begin, CancellationToken cancellation) =>
        await begin.RunAsync(Request(caller, app, null, redirect), cancellation) switch
        {
            ConsentBegun.Yes(var address, _) => TypedResults.Ok(new AuthAddress(address.AbsoluteUri)),
            var refused => Refusal(refused, null),
        };

    /// <summary>
    /// Begins a consent for a chat: with the one-time code that the bot wrote there, or by a caller of the API. A browser is
    /// sent on to Zoom at once; other callers get the address.
    /// </summary>
    /// <param name="telegram_chat_id">The chat that will get what is made.</param>
    /// <param name="telegram_user_id">Who asked in the chat.</param>
    /// <param name="code">The bot's code; not needed by a caller who is signed in.</param>
    /// <param name="redirect"><c>true</c> to be sent on at once, or where the person goes afterwards.</param>
    /// <param name="context">The request.</param>
    /// <param name="begin">The operation.</param>
    /// <param name="codes">The codes given out.</param>
    /// <param name="cancellation">Stops waiting.</param>
    internal static async Task<Results<Ok<ConnectAddress>, RedirectHttpResult, ProblemHttpResult>> Connect(
        long? telegram_chat_id, long? telegram_user_id, string? code, string? redirect, HttpContext context, BeginConsent begin,
        ChatCodes codes, CancellationToken cancellation)
    {
        var chat = telegram_chat_id is { } id ? new Chat(id, telegram_user_id ?? id) : null;
        if (await FromAsync(context.Features.Get<Caller>(), chat, code, codes, cancellation) is not { } request)
        {
            return Problems.Make(
                StatusCodes.Status401Unauthorized,
                "invalid_code",
                "This needs a sign-in, or the one-time code that the bot writes into that chat: send /connect to the bot again.");
        }

        var goesOn = IsBrowser(context) || redirect is "1" || string.Equals(redirect, "true", StringComparison.OrdinalIgnoreCase);
        return await begin.RunAsync(request with { ReturnTo = redirect, Chat = chat }, cancellation) switch
        {
            ConsentBegun.Yes(var address, _) when goesOn => TypedResults.Redirect(address.AbsoluteUri, permanent: false, preserveMethod: true),
            ConsentBegun.Yes(var address, _) => TypedResults.Ok(new ConnectAddress(address.AbsoluteUri)),
            var refused => Refusal(refused, null),
        };
    }

    /// <summary>
    /// Where Zoom sends the person back. A browser is led to the page that says what came of it; other callers get it as
    /// JSON.
    /// </summary>
    internal static async Task<Results<Ok<ConsentResult>, RedirectHttpResult, ProblemHttpResult>> Callback(
        string? code, string? state, string? error, HttpContext context, FinishConsent finish, ConsentCookie cookie,
        PublicAddress address, CancellationToken cancellation)
    {
        var outcome = await finish.RunAsync(new(code, state, error, cookie.Read(context)), cancellation);
        context.Response.Headers.CacheControl = "no-store";
        switch (outcome)
        {
            case ConsentOutcome.Asks(var key):
                cookie.Write(context, key);
                break;
            case not ConsentOutcome.Refused:
                cookie.Forget(context);
                break;
        }

        return IsBrowser(context)
            ? TypedResults.Redirect(ConsentPages.AddressOf(outcome))
            : Answer(outcome, address) switch
            {
                (null, { } problem) => problem,
                ({ } result, _) => TypedResults.Ok(result),
                _ => throw new UnreachableException(),
            };
    }

    /// <summary>Finishes a consent that the same caller began: for pages of one's own that Zoom sends people back to.</summary>
    internal static async Task<Results<Ok<ConsentResult>, ProblemHttpResult>> Finish(
        FinishConsentRequest request, Caller caller, FinishConsent finish, PublicAddress address, CancellationToken cancellation)
    {
        List<FieldError> errors = [];
        if (string.IsNullOrEmpty(request.Code))
        {
            errors.Add(new("code", "is missing: give the code that Zoom's page sent back."));
        }

        if (string.IsNullOrEmpty(request.State))
        {
            errors.Add(new("state", "is missing: give the state that Zoom's page sent back."));
        }

        if (errors.Count > 0)
        {
            return Problems.Invalid(errors);
        }

        var outcome = await finish.RunAsync(new(request.Code, request.State, null, null, caller), cancellation);
        return Answer(outcome, address) is ({ } result, _)
            ? TypedResults.Ok(result)
            : Answer(outcome, address).Problem!;
    }

    /// <summary>How the caller's own connection stands, else the tenant's Server-to-Server one.</summary>
    internal static async Task<Ok<ZoomStatus>> Status(
        Caller caller, ConnectionQueries queries, CancellationToken cancellation)
    {
        var connection = await queries.FindForCallerAsync(caller, cancellation);
        return TypedResults.Ok(connection is null
            ? new ZoomStatus(false, false, null, null)
            : new ZoomStatus(!connection.NeedsReauth, connection.NeedsReauth, connection.ZoomEmail, connection.ConnectedAt));
    }

    /// <summary>
    /// Disconnects the caller's own connection: its grant is given back to Zoom, and its tokens, recordings and everything
    /// made of them are removed here. Who has several names the one that is meant. The tenant's Server-to-Server connection,
    /// which is meant when the caller has none, takes an owner and <c>force=true</c>.
    /// </summary>
    /// <param name="credential_id">The connection that is meant; needed only when there are several.</param>
    /// <param name="force">Removes the connection of the whole tenant, with all that rests on it.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="database">Where the connections stand.</param>
    /// <param name="queries">Reads of connections.</param>
    /// <param name="remove">The operation.</param>
    /// <param name="cancellation">Stops waiting.</param>
    internal static async Task<Results<Ok<ConsentResult>, ProblemHttpResult>> Disconnect(
        long? credential_id, bool? force, Caller caller, Database database, ConnectionQueries queries, RemoveConnection remove,
        CancellationToken cancellation)
    {
        var named = credential_id is { } id ? new ConnectionId(id) : (ConnectionId?)null;
        switch (await MeantConnection.FindAsync(database, queries, caller, named, cancellation))
        {
            case MeantConnection.Found(var connection):
                return await DisconnectAsync(connection, force ?? false, caller, queries, remove, cancellation);
            case MeantConnection.Several(var ids):
                return Problems.Conflict(
                    "several_credentials",
                    $"There are several connections, credentials {string.Join(", ", ids.Select(one => one.Value))}: repeat with ?credential_id= of the one to disconnect.");
            default:
                return credential_id is { } missing
                    ? Problems.NotFound("credential of yours", missing)
                    : Problems.Make(
                        StatusCodes.Status404NotFound, "not_connected", "Nothing is connected to Zoom: begin with GET /api/zoom/auth-url.");
        }
    }

    private static async Task<Results<Ok<ConsentResult>, ProblemHttpResult>> DisconnectAsync(
        ZoomConnection connection, bool force, Caller caller, ConnectionQueries queries, RemoveConnection remove,
        CancellationToken cancellation)
    {
        if (!connection.IsOfOneUser && caller.Role is not Role.Owner)
        {
            return Problems.Forbidden("forbidden", "This is the connection of the whole tenant: an owner may disconnect it.");
        }

        // A call that is repeated because its answer was lost must not take the next connection along, used or not.
        if (!connection.IsOfOneUser && !force)
        {
            var use = await queries.UseAsync(caller.Tenant, connection.Id, cancellation);
            return Problems.Conflict(
                "credential_in_use",
                $"What is connected is the whole tenant's credential {connection.Id.Value}, with {use.Sources} sources and {use.Recordings} recordings: repeat with ?force=true to remove it with them.");
        }

        return await remove.RunAsync(caller.Tenant, connection.Id, force: true, AuditActor.Of(caller), cancellation) is RemovedConnection.Yes
            ? TypedResults.Ok(new ConsentResult { Success = true, Message = "Disconnected: the grant is given back to Zoom, and what was gathered through it is removed." })
            : Problems.NotFound("credential", connection.Id.Value);
    }

    private static ConsentRequest Request(Caller caller, string? app, long? reconnect, string? redirect) =>
        new(caller.Tenant, caller.User, AuditActor.Of(caller), BegunIn.Api)
        {
            App = app,
            Reconnect = reconnect is { } id ? new ConnectionId(id) : null,
            ReturnTo = redirect,
        };

    private static async Task<ConsentRequest?> FromAsync(
        Caller? caller, Chat? chat, string? code, ChatCodes codes, CancellationToken cancellation)
    {
        if (caller is { Role: Role.Owner or Role.Editor })
        {
            return new(caller.Tenant, caller.User, AuditActor.Of(caller), chat is null ? BegunIn.Api : BegunIn.Chat);
        }

        return chat is not null && code is not null && await codes.UseAsync(code, chat, cancellation) is { } tenant
            ? new(tenant, null, AuditActor.Anonymous(), BegunIn.Chat)
            : null;
    }

    private static bool IsBrowser(HttpContext context) =>
        context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static (ConsentResult? Result, ProblemHttpResult? Problem) Answer(ConsentOutcome outcome, PublicAddress address) => outcome switch
    {
        ConsentOutcome.Connected(var connection, var grant, var isNew, _) => (new ConsentResult
        {
            Success = true,
            Message = isNew ? $"{grant.ZoomEmail} is connected." : $"{grant.ZoomEmail} is connected again.",
            ZoomUserId = grant.ZoomUserId,
            ZoomEmail = grant.ZoomEmail,
            CredentialId = connection.Value,
        }, null),
        ConsentOutcome.Asks => (new ConsentResult
        {
            Success = false,
            Message = "Zoom agreed; the person who opened the link is still to say yes, in the same browser.",
            ConfirmationUrl = address.Origin + ConsentPages.Confirm,
        }, null),
        ConsentOutcome.Declined => (null, Problems.Conflict("consent_declined", "The person declined at Zoom: nothing was connected.")),
        ConsentOutcome.Refused(var code, var reason) => (null, Problems.Malformed(code, reason)),
        ConsentOutcome.Failed({ Kind: ZoomFailureKind.Unavailable or ZoomFailureKind.RateLimited } failure, _) =>
            (null, Problems.Unavailable("zoom_unavailable", $"{failure.Reason} Begin again in a minute.")),
        ConsentOutcome.Failed(var failure, _) => (null, Problems.Malformed("zoom_refused", failure.Reason)),
        _ => throw new UnreachableException(),
    };

    private static ProblemHttpResult Refusal(ConsentBegun refused, long? credential) => refused switch
    {
        ConsentBegun.NoApp(var reason) => Problems.Conflict("no_zoom_app", reason),
        ConsentBegun.NoConnection => Problems.NotFound("credential of a person", credential ?? 0),
        _ => throw new UnreachableException(),
    };
}
