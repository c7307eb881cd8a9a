using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Reconvene.Simulator.Control.Limits;
using Reconvene.Simulator.Zoom.Http;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.Api;

/// <summary>The accounts below a master account.</summary>
internal sealed class AccountEndpoints(World world, PageTokens pages, ApiGuard guard)
{
    private const int LargestPage = 300;

    public IEnumerable<Route> Routes => [new("GET", "/v2/accounts", guard.Needs(Scopes.ListAccounts, ListAsync)) { Label = LimitLabel.Medium }];

    private Task ListAsync(Call call)
    {
        var below = world.Under(call.Viewer.AccountId).ToList();
        var (page, error) = Paging.Of(call, pages, below, $"accounts|{call.Viewer.AccountId}", LargestPage);
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
            ["accounts"] = new JsonArray([.. page.Items.Select(Listed)]),
        });
    }

    private JsonObject Listed(ZoomAccount account) => new()
    {
        ["id"] = account.AccountId,
        ["account_name"] = account.Name,
        ["owner_email"] = account.Owner.Email,
        ["account_type"] = "Paid",
        ["seats"] = world.UsersOf(account).Count(),
        ["subscription_start_time"] = UserShapes.Moment(account.Owner.CreatedAt),
        ["subscription_end_time"] = UserShapes.Moment(account.Owner.CreatedAt.AddYears(5)),
        ["created_at"] = UserShapes.Moment(account.Owner.CreatedAt),
    };
}
