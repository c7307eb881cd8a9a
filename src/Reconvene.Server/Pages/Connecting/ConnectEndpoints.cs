using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Reconvene.Client.Connections;
using Reconvene.Server.Accounts;
using Reconvene.Server.Connections;
using Reconvene.Server.Connections.Consent;
using Reconvene.Server.Pages.Frame;
using Reconvene.Server.Pages.Sessions;
using Reconvene.Server.Platform.Audit;
using Reconvene.Server.Platform.Http;
using Reconvene.Server.ZoomApps;

namespace Reconvene.Server.Pages.Connecting;

internal static class ConnectEndpoints
{
    public const string Path = "/connect";
    public const string AppPath = "/connect/app";
    public const string AccountPath = "/connect/account";

    /// <summary>Comes back from <see cref="AppPath"/>.</summary>
    private const string Made = "made";

    public static void MapConnect(this RouteGroupBuilder pages)
    {
        pages.MapGet(Path, Show).RequireAuthorization(PagePolicies.Editor);
        pages.MapPost(Path, Begin).RequireAuthorization(PagePolicies.Editor);
        pages.MapPost(AppPath, AddApp).RequireAuthorization(PagePolicies.Owner);
        pages.MapPost(AccountPath, AddAccount).RequireAuthorization(PagePolicies.Owner);
    }

    /// <summary>The two ways to connect Zoom.</summary>
    internal static async Task<PageResult> Show(
        [FromQuery(Name = "app")] string? app, Caller caller, ConsentApps apps, PublicAddress address,
        CancellationToken cancellation) =>
        Page(await ViewAsync(caller, apps, address, cancellation) with { IsAppMade = app is Made });

    /// <summary>Begins the consent of the person who is signed in, bound to this browser.</summary>
    internal static async Task<PageResult> Begin(
        PageForm form, HttpContext context, Caller caller, BeginConsent begin, ConsentCookie cookie, ConsentApps apps,
        PublicAddress address, CancellationToken cancellation)
    {
        var request = new ConsentRequest(caller.Tenant, caller.User, AuditActor.Of(caller), BegunIn.Browser)
        {
            App = form.Optional("app"),
        };
        switch (await begin.RunAsync(request, cancellation))
        {
            case ConsentBegun.Yes(var zoom, var key):
                cookie.Write(context, key!);
                return Onward.To(zoom.AbsoluteUri);
            case ConsentBegun.NoApp(var reason):
                return Page(
                    await ViewAsync(caller, apps, address, cancellation) with { Refusal = reason }, StatusCodes.Status409Conflict);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Enters a Zoom app that people can consent to.</summary>
    internal static async Task<Results<PageResult, SeeOther>> AddApp(
        PageForm form, Caller caller, SaveZoomApp save, ConsentApps apps, PublicAddress address, CancellationToken cancellation)
    {
        var members = new ZoomAppMembers(
            form.Optional("app_name"),
            form.Optional("app_client_id"),
            form.Optional("app_client_secret"),
            null,
            form.Optional("app_webhook_secret") is { } hook ? [hook] : null);

        var outcome = Missing(members) is { Count: > 0 } missing
            ? new ZoomAppOutcome.Invalid([.. ZoomAppRules.Check(members, caller.Tenant), .. missing])
            : await save.MakeAsync(caller.Tenant, members, cancellation);
        if (outcome is ZoomAppOutcome.Saved)
        {
            return new SeeOther($"{Path}?app={Made}");
        }

        var (wrong, problem, status) = Refused(outcome);
        var view = await ViewAsync(caller, apps, address, cancellation);
        return Page(view with { App = new(form["app_name"], form["app_client_id"], wrong, problem) }, status);
    }

    /// <summary>Connects a whole account by its Server-to-Server app.</summary>
    internal static async Task<Results<PageResult, SeeOther>> AddAccount(
        PageForm form, Caller caller, AddConnection add, ConsentApps apps, PublicAddress address, TimeProvider time,
        CancellationToken cancellation)
    {
        var isMaster = form["is_master_account"] is "yes";
        var request = new AddCredentialRequest
        {
            Platform = "zoom",
            AccountName = form.Optional("name"),
            Credentials = new ZoomCredentials
            {
                AccountId = form.Optional("account_id"),
                ClientId = form.Optional("client_id"),
                ClientSecret = form.Optional("client_secret"),
                IsMasterAccount = isMaster,
            },
        };
        var connection = CredentialRules.Judge(request, caller.User, time.GetUtcNow(), out var errors);
        if (connection is not null && await add.RunAsync(caller.Tenant, AuditActor.Of(caller), connection, cancellation) is { } id)
        {
            return new SeeOther(string.Create(CultureInfo.InvariantCulture, $"/connections/{id.Value}?said=made"));
        }

        var view = await ViewAsync(caller, apps, address, cancellation);
        var wrong = errors.Select(error => error.Field.Split('.')[^1]).ToHashSet(StringComparer.Ordinal);
        return Page(
            view with
            {
                Account = new(
                    form["name"], form["account_id"], form["client_id"], isMaster, wrong,
                    connection is null ? "form.wrong" : "connect.account.exists"),
            },
            connection is null ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status409Conflict);
    }

    /// <summary>The API takes an app without its secret, for events alone. Nobody can consent to that one.</summary>
    private static List<FieldError> Missing(ZoomAppMembers members) =>
    [
        .. new (string Field, string? Value)[]
            {
                ("name", members.Name), ("client_id", members.ClientId), ("client_secret", members.ClientSecret),
            }
            .Where(member => member.Value is null)
            .Select(member => new FieldError(member.Field, "is missing.")),
    ];

    private static (HashSet<string> Wrong, string Problem, int Status) Refused(ZoomAppOutcome outcome) => outcome switch
    {
        ZoomAppOutcome.Invalid(var errors) => (
            errors.Select(error => error.Field).ToHashSet(StringComparer.Ordinal), "form.wrong", StatusCodes.Status422UnprocessableEntity),
        ZoomAppOutcome.Conflict { Code: "name_taken" } => (["name_taken"], "form.wrong", StatusCodes.Status409Conflict),
        ZoomAppOutcome.Conflict { Code: "client_id_exists" } => (["client_id_exists"], "form.wrong", StatusCodes.Status409Conflict),
        ZoomAppOutcome.Conflict => ([], "connect.app.conflict", StatusCodes.Status409Conflict),
        _ => throw new UnreachableException(),
    };

    private static async Task<ConnectView> ViewAsync(
        Caller caller, ConsentApps apps, PublicAddress address, CancellationToken cancellation) =>
        new(await apps.ListAsync(caller.Tenant, cancellation), caller.Role is Role.Owner, address.Origin);

    private static PageResult Page(ConnectView view, int status = StatusCodes.Status200OK) =>
        PageResult.Of<ConnectPage, ConnectView>(view, status);
}
