using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Reconvene.Simulator.Zoom.Http;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.Api;

internal sealed class UserEndpoints(World world, PageTokens pages, ApiGuard guard)
{
    private const int LargestPage = 2000;

    public IEnumerable<Route> Routes =>
    [
        new("GET", "/v2/users", guard.Needs(Scopes.ListUsers, ListAsync)),
        new("GET", "/v2/users/{user}", guard.Needs(Scopes.ReadUser, ReadAsync)),
    ];

    private Task ListAsync(Call call)
    {
        var status = call.Query("status") is { Length: > 0 } asked ? asked : "active";
        if (status is not ("active" or "inactive" or "pending"))
        {
            return call.ErrorAsync(ZoomError.Invalid("status", "The status must be active, inactive or pending."));
        }

        var users = world.Users.Where(user => UserShapes.Status(user) == status).ToList();
        var (page, error) = Paging.Of(call, pages, users, $"users|{status}|{call.Query("role_id")}", LargestPage);
        if (page is null)
        {
            return call.ErrorAsync(error!);
        }

        return call.JsonAsync(StatusCodes.Status200OK, new JsonObject
        {
            ["page_count"] = page.Count,
            ["page_number"] = 1,
            ["page_size"] = page.Size,
            ["total_records"] = page.Total,
            ["next_page_token"] = page.NextToken,
            ["users"] = new JsonArray([.. page.Items.Select(UserShapes.Listed)]),
        });
    }

    private Task ReadAsync(Call call)
    {
        var who = call.Segment("user");
        return world.FindUser(who) switch
        {
            null => call.ErrorAsync(ZoomError.NoUser(who)),
            { Id: null } => call.ErrorAsync(ZoomError.NotYetAccepted),
            { } user => call.JsonAsync(StatusCodes.Status200OK, UserShapes.Whole(user, world.Account)),
        };
    }
}
