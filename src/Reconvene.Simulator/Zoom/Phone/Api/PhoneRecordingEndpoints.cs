using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Reconvene.Simulator.Control.Limits;
using Reconvene.Simulator.Zoom.Api;
using Reconvene.Simulator.Zoom.Http;
using Reconvene.Simulator.Zoom.Phone.Worlds;

namespace Reconvene.Simulator.Zoom.Phone.Api;

/// <summary>Listing call recordings.</summary>
internal sealed class PhoneRecordingEndpoints(SimulatorState state, PageTokens pages, ApiGuard guard)
{
    private const int LargestPage = 300;
    private const int LongestBackInMonths = 6;

    private static readonly string[] OwnerTypes = ["user", "callQueue", "commonArea", "sharedOffice"];
    private static readonly string[] RecordingTypes = ["OnDemand", "Automatic"];
    private static readonly string[] DateTypes = ["start_time", "end_time"];

    public IEnumerable<Route> Routes =>
    [
        new("GET", "/v2/phone/recordings", guard.Needs(PhoneScopeSets.ListCallRecordings, ListAsync)) { Label = LimitLabel.Medium },
        new("GET", "/v2/phone/users/{user}/recordings", guard.Needs(PhoneScopeSets.ListRecordings, ListOfUserAsync)) { Label = LimitLabel.Medium },
        new("GET", "/v2/phone/call_element/{element}/recording", guard.Needs(PhoneScopeSets.ReadRecording, ReadAsync)) { Label = LimitLabel.Light },
    ];

    private DateTimeOffset Now => state.Clock.GetUtcNow();

    private Task ListAsync(Call call)
    {
        var (window, error) = PhoneWindow.Of(call, Now);
        error ??= PhoneFilter.Refuse(call, "owner_type", OwnerTypes)
            ?? PhoneFilter.Refuse(call, "recording_type", RecordingTypes)
            ?? PhoneFilter.Refuse(call, "query_date_type", DateTypes);
        if (error is not null)
        {
            return call.ErrorAsync(error);
        }

        var byEnd = call.Query("query_date_type") == "end_time";
        var question = $"phone recordings|{call.Viewer.AccountId}|{call.Viewer.User?.Id}|{window!.From}|{window.To}|{byEnd}|{call.Query("owner_type")}"
            + $"|{call.Query("recording_type")}|{call.Query("site_id")}|{call.Query("group_id")}";
        lock (state.World.Gate)
        {
            var found = Visible(call)
                .Where(one => window.Holds(byEnd ? one.EndsAt : one.StartsAt))
                .Where(one => PhoneFilter.Fits(call, "owner_type", one.Call.Owner.Type))
                .Where(one => PhoneFilter.Fits(call, "recording_type", one.Type))
                .Where(_ => PhoneFilter.FitsPlace(call, state.Phone.SiteId))
                .OrderByDescending(one => one.StartsAt).ToList();
            var (page, wrongPage) = Paging.Of(call, pages, found, question, LargestPage);
            return page is null ? call.ErrorAsync(wrongPage!) : call.JsonAsync(StatusCodes.Status200OK, new JsonObject
            {
                ["next_page_token"] = page.NextToken,
                ["page_size"] = page.Size,
                ["total_records"] = page.Total,
                ["recordings"] = new JsonArray(
                    [.. page.Items.Select(one => PhoneShapes.OfAccount(one, state.Phone.SiteId, call.ApiOrigin))]),
            });
        }
    }

    private Task ListOfUserAsync(Call call)
    {
        var (user, unknown) = call.Viewer.Find(call.Segment("user"), state.World, PhoneScopeSets.ListRecordings);
        var (window, wrongDates) = PhoneWindow.Of(call, Now, LongestBackInMonths);
        if (user is null || window is null)
        {
            return call.ErrorAsync(unknown ?? wrongDates!);
        }

        lock (state.World.Gate)
        {
            var found = Visible(call).Where(one => one.Call.Owner.Id == user.Id && window.Holds(one.StartsAt))
                .OrderByDescending(one => one.StartsAt).ToList();
            var (page, wrongPage) = Paging.Of(call, pages, found, $"phone recordings of {user.Id}|{window.From}|{window.To}", LargestPage);
            return page is null ? call.ErrorAsync(wrongPage!) : call.JsonAsync(StatusCodes.Status200OK, new JsonObject
            {
                ["from"] = window.FromText,
                ["next_page_token"] = page.NextToken,
                ["page_count"] = page.Count,
                ["page_size"] = page.Size,
                ["recordings"] = new JsonArray([.. page.Items.Select(one => PhoneShapes.OfUser(one, call.ApiOrigin))]),
                ["to"] = window.ToText,
                ["total_records"] = page.Total,
            });
        }
    }

    private Task ReadAsync(Call call)
    {
        var element = call.Segment("element");
        lock (state.World.Gate)
        {
            return Visible(call).FirstOrDefault(one => one.Call.ElementId == element) is { } found
                ? call.JsonAsync(StatusCodes.Status200OK, PhoneShapes.OfElement(found, call.ApiOrigin))
                : call.ErrorAsync(PhoneErrors.NoRecordingFor(element));
        }
    }

    private IEnumerable<PhoneRecording> Visible(Call call) =>
        state.Phone.Recordings.Where(one => one.TrashedAt is null && call.Viewer.Sees(one.Call.Owner));
}
