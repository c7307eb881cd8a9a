using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Reconvene.Simulator.Control.Limits;
using Reconvene.Simulator.Zoom.Http;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.Api;

internal sealed class UserEndpoints(World world, PageTokens pages, ApiGuard guard)
{
    private const int LargestPage = 2000;

    public IEnumerable<Route> Routes =>
    [
        new("GET", "/v2/users", guard.Needs(Scopes.ListUsers, ListAsync)) { Label = LimitLabel.Medium },
        new("GET", "/v2/accounts/{account}/users", guard.Needs(Scopes.ListUsers, ListAsync)) { Label = LimitLabel.Medium },
        new("GET", "/v2/users/{user}", guard.Needs(Scopes.ReadUser, ReadAsync)) { Label = LimitLabel.Light },
        new("GET", "/v2/accounts/{account}/users/{user}", guard.Needs(Scopes.ReadUser, ReadAsync)) { Label = LimitLabel.Light },
        new("GET", "/v2/users/{user}/settings", guard.Needs(Scopes.ReadUserSettings, ReadSettingsAsync)) { Label = LimitLabel.Medium },
    ];

    private Task ListAsync(Call call)
    {
        var status = call.Query("status") is { Length: > 0 } asked ? asked : "active";
        if (status is not ("active" or "inactive" or "pending"))
        {
            return call.ErrorAsync(ZoomError.Invalid("status", "The status must be active, inactive or pending."));
        }

        var account = world.FindAccount(call.Viewer.AccountId)!;
        var users = world.UsersOf(account).Where(user => UserShapes.Status(user) == status).ToList();
        var (page, error) = Paging.Of(call, pages, users, $"users|{account.AccountId}|{status}|{call.Query("role_id")}", LargestPage);
        if (page is null)
        {
            return call.ErrorAsync(error!);
        }

        return call.JsonAsync(StatusCodes.Status200OK, new JsonObject
        {
            ["page_count"] = page.Count,
            ["page_number"] = page.Number,
            ["page_size"] = page.Size,
            ["total_records"] = page.Total,
            ["next_page_token"] = page.NextToken,
            ["users"] = new JsonArray([.. page.Items.Select(UserShapes.Listed)]),
        });
    }

    private Task ReadAsync(Call call) =>
        ReadAsync(call, Scopes.ReadUser, user => UserShapes.Whole(user, world.AccountOf(user)));

    private Task ReadSettingsAsync(Call call) => ReadAsync(call, Scopes.ReadUserSettings, _ => UserShapes.Settings());

    private Task ReadAsync(Call call, ScopeSet needed, Func<ZoomUser, JsonObject> write)
    {
        var (user, error) = call.Viewer.Find(call.Segment("user"), world, needed);
        return user switch
        {
            null => call.ErrorAsync(error!),
            { Id: null } => call.ErrorAsync(ZoomError.NotYetAccepted),
            _ => call.JsonAsync(StatusCodes.Status200OK, write(user)),
        };
    }
}
