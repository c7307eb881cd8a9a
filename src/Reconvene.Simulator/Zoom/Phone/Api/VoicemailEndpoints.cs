using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Reconvene.Simulator.Control.Limits;
using Reconvene.Simulator.Zoom.Api;
using Reconvene.Simulator.Zoom.Http;
using Reconvene.Simulator.Zoom.Phone.Worlds;

namespace Reconvene.Simulator.Zoom.Phone.Api;

/// <summary>Listing voicemails and reading one.</summary>
internal sealed class VoicemailEndpoints(SimulatorState state, PageTokens pages, ApiGuard guard)
{
    private const int LargestPage = 300;
    private const int LongestBackInMonths = 6;

    private static readonly string[] Statuses = ["read", "unread"];
    private static readonly string[] OwnerTypes =
        ["user", "callQueue", "sharedLineGroup", "autoReceptionist", "commonArea", "sharedOffice"];

    public IEnumerable<Route> Routes =>
    [
        new("GET", "/v2/phone/voice_mails", guard.Needs(PhoneScopeSets.ListVoicemails, ListAsync)) { Label = LimitLabel.Heavy },
        new("GET", "/v2/phone/users/{user}/voice_mails", guard.Needs(PhoneScopeSets.ListUserVoicemails, ListOfUserAsync)) { Label = LimitLabel.Medium },
        new("GET", "/v2/phone/voice_mails/{voicemail}", guard.Needs(PhoneScopeSets.ReadVoicemail, ReadAsync)) { Label = LimitLabel.Light },
    ];

    private DateTimeOffset Now => state.Clock.GetUtcNow();

    private Task ListAsync(Call call) => ListAsync(call, ownerId: null);

    private Task ListOfUserAsync(Call call)
    {
        var (user, unknown) = call.Viewer.Find(call.Segment("user"), state.World, PhoneScopeSets.ListUserVoicemails);
        return user is null ? call.ErrorAsync(unknown!) : ListAsync(call, user.Id ?? "");
    }

    private Task ListAsync(Call call, string? ownerId)
    {
        var (window, error) = PhoneWindow.Of(call, Now, LongestBackInMonths);
        error ??= PhoneFilter.Refuse(call, "status", Statuses) ?? PhoneFilter.Refuse(call, "owner_type", OwnerTypes);
        if (error is not null)
        {
            return call.ErrorAsync(error);
        }

        var question = $"voicemails|{call.Viewer.AccountId}|{call.Viewer.User?.Id}|{ownerId}|{window!.From}|{window.To}|{call.Query("status")}|{call.Query("owner_type")}"
            + $"|{call.Query("voicemail_type")}|{call.Query("trashed")}|{call.Query("site_id")}";
        lock (state.World.Gate)
        {
            var found = call.Query("trashed") == "true" ? [] : Visible(call)
                .Where(one => window.Holds(one.StartsAt) && (ownerId is null || one.Call.Owner.Id == ownerId))
                .Where(one => PhoneFilter.Fits(call, "status", one.IsRead ? "read" : "unread"))
                .Where(one => PhoneFilter.Fits(call, "owner_type", one.Call.Owner.Type))
                .Where(_ => PhoneFilter.Fits(call, "voicemail_type", "normal") && PhoneFilter.FitsPlace(call, state.Phone.SiteId))
                .OrderByDescending(one => one.StartsAt).ToList();
            var (page, wrongPage) = Paging.Of(call, pages, found, question, LargestPage);
            return page is null ? call.ErrorAsync(wrongPage!) : call.JsonAsync(StatusCodes.Status200OK, new JsonObject
            {
                ["from"] = window.FromText,
                ["next_page_token"] = page.NextToken,
                ["page_count"] = page.Count,
                ["page_size"] = page.Size,
                ["to"] = window.ToText,
                ["total_records"] = page.Total,
                ["voice_mails"] = new JsonArray([.. page.Items.Select(one => PhoneShapes.Listed(one, call.ApiOrigin))]),
            });
        }
    }

    private Task ReadAsync(Call call)
    {
        var id = call.Segment("voicemail");
        lock (state.World.Gate)
        {
            return state.Phone.FindVoicemail(id) is { } found && call.Viewer.Sees(found.Call.Owner)
                ? call.JsonAsync(StatusCodes.Status200OK, PhoneShapes.Whole(found, call.ApiOrigin, Now))
                : call.ErrorAsync(PhoneErrors.NoVoicemail(id));
        }
    }

    private IEnumerable<Voicemail> Visible(Call call) => state.Phone.Voicemails.Where(one => call.Viewer.Sees(one.Call.Owner));
}
