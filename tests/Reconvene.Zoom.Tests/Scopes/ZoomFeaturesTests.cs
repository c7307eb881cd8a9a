using System.Text.Json;
using Reconvene.Zoom.Scopes;
using Reconvene.Zoom.Tests.Kit;

namespace Reconvene.Zoom.Tests.Scopes;

public class ZoomFeaturesTests
{
    [Theory]
    [InlineData(ZoomGrant.User, "cloud_recording:read:list_user_recordings cloud_recording:read:list_recording_files", FeatureVerdict.Yes)]
    [InlineData(ZoomGrant.User, "recording:read", FeatureVerdict.Yes)]
    [InlineData(ZoomGrant.User, "recording:read:admin", FeatureVerdict.Yes)]
    [InlineData(ZoomGrant.User, "cloud_recording:read:list_user_recordings:admin recording:read", FeatureVerdict.Yes)]
    [InlineData(ZoomGrant.User, "recording:master", FeatureVerdict.No)]
    [InlineData(ZoomGrant.User, "cloud_recording:read:list_user_recordings", FeatureVerdict.No)]
    [InlineData(ZoomGrant.User, "recording:write", FeatureVerdict.No)]
    [InlineData(ZoomGrant.User, "", FeatureVerdict.No)]
    [InlineData(ZoomGrant.ServerToServer, "recording:read:admin", FeatureVerdict.Yes)]
    [InlineData(ZoomGrant.ServerToServer, "cloud_recording:read:list_user_recordings:admin cloud_recording:read:list_recording_files:admin", FeatureVerdict.Yes)]
    [InlineData(ZoomGrant.ServerToServer, "recording:read", FeatureVerdict.No)]
    [InlineData(ZoomGrant.ServerToServer, "recording:master", FeatureVerdict.No)]
    [InlineData(ZoomGrant.Master, "recording:master", FeatureVerdict.Yes)]
    [InlineData(ZoomGrant.Master, "cloud_recording:read:list_user_recordings:master cloud_recording:read:list_recording_files:master", FeatureVerdict.Yes)]
    [InlineData(ZoomGrant.Master, "recording:read:admin", FeatureVerdict.No)]
    public void A_scope_of_either_family_at_the_grants_level_is_enough(
        ZoomGrant grant, string? granted, FeatureVerdict verdict)
    {
        var judgement = ZoomFeatures.OwnRecordings.Judge(Words(granted), grant);

        Assert.Equal(verdict, judgement.Verdict);
        Assert.Equal(verdict == FeatureVerdict.No, judgement.Missing.Count > 0);
    }

    [Fact]
    public void What_is_missing_is_named_in_both_families_by_operation()
    {
        var judgement = ZoomFeatures.AccountRecordings.Judge(
            ["cloud_recording:read:list_user_recordings:admin"], ZoomGrant.ServerToServer);

        Assert.Equal(FeatureVerdict.No, judgement.Verdict);
        Assert.Equal([ZoomOperations.ListUsers, ZoomOperations.GetRecording], judgement.Missing.Select(static one => one.Operation));
        Compare.Same(["user:read:list_users:admin"], judgement.Missing[0].Granular);
        Compare.Same(["user:read:admin", "user:write:admin"], judgement.Missing[0].Classic);
        Compare.Same(["cloud_recording:read:list_recording_files:admin"], judgement.Missing[1].Granular);
        Compare.Same(["recording:read:admin"], judgement.Missing[1].Classic);
    }

    [Fact]
    public void Without_a_list_of_scopes_nothing_is_known()
    {
        var judgements = ZoomFeatures.Judge(granted: null, ZoomGrant.User);

        Assert.Equal(ZoomFeatures.All, judgements.Select(static one => one.Feature));
        Assert.All(judgements, static one => Assert.Equal(FeatureVerdict.Unknown, one.Verdict));
        Assert.All(judgements, static one => Assert.Empty(one.Missing));
    }

    [Fact]
    public void Reports_need_an_administrator_whoever_asks()
    {
        var missing = ZoomFeatures.Reports.Judge(["meeting:read"], ZoomGrant.User).Missing;

        Assert.All(missing, static one => Compare.Same(["report:read:admin"], one.Classic));
        Assert.Equal(
            FeatureVerdict.Yes, ZoomFeatures.Reports.Judge(["report:read:admin"], ZoomGrant.User).Verdict);
    }

    [Theory]
    [InlineData(ZoomGrant.ServerToServer)]
    [InlineData(ZoomGrant.Master)]
    [InlineData(ZoomGrant.User)]
    public void Sub_accounts_need_a_scope_of_a_master_account(ZoomGrant grant)
    {
        var missing = Assert.Single(ZoomFeatures.SubAccounts.Judge(["account:read:admin"], grant).Missing);

        Compare.Same(["account:read:list_sub_accounts:master"], missing.Granular);
        Compare.Same(["account:master"], missing.Classic);
        Assert.Equal(FeatureVerdict.Yes, ZoomFeatures.SubAccounts.Judge(["account:master"], grant).Verdict);
    }

    [Theory]
    [InlineData(ZoomGrant.User)]
    [InlineData(ZoomGrant.ServerToServer)]
    [InlineData(ZoomGrant.Master)]
    public void Who_copies_a_list_can_do_what_it_is_for(ZoomGrant grant)
    {
        var list = ZoomFeatures.ScopesFor(grant, ZoomFeatures.All);

        foreach (var granted in (IReadOnlyList<string>[])[list.Granular, list.Classic])
        {
            Assert.All(
                ZoomFeatures.Judge(granted, grant), static one => Assert.Equal(FeatureVerdict.Yes, one.Verdict));
            Compare.Same(granted.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), granted);
        }
    }

    [Fact]
    public void A_list_to_copy_holds_the_fewest_and_narrowest_scopes()
    {
        var account = ZoomFeatures.ScopesFor(
            ZoomGrant.ServerToServer, [ZoomFeatures.Connection, ZoomFeatures.AccountRecordings, ZoomFeatures.PhoneRecordings]);
        var person = ZoomFeatures.ScopesFor(
            ZoomGrant.User, [ZoomFeatures.Connection, ZoomFeatures.OwnRecordings, ZoomFeatures.StartingMeetings]);

        Compare.Same(
            [
                "cloud_recording:read:list_recording_files:admin",
                "cloud_recording:read:list_user_recordings:admin",
                "phone:read:call_recording:admin",
                "phone:read:list_call_recordings:admin",
                "phone:read:recording_transcript:admin",
                "user:read:list_users:admin",
            ],
            account.Granular);
        Compare.Same(["phone_recording:read:admin", "recording:read:admin", "user:read:admin"], account.Classic);
        Compare.Same(
            [
                "cloud_recording:read:list_recording_files",
                "cloud_recording:read:list_user_recordings",
                "user:read:user",
                "user:read:zak",
            ],
            person.Granular);
        Compare.Same(["recording:read", "user:read", "user_zak:read"], person.Classic);
    }

    [Fact]
    public void A_scope_to_write_that_is_needed_anyway_saves_the_one_to_read() =>
        Compare.Same(
            ["user:write:admin"], ZoomFeatures.ScopesFor(ZoomGrant.ServerToServer, [ZoomFeatures.Users]).Classic);

    [Fact]
    public void Features_are_told_apart_and_explained()
    {
        Assert.Equal(
            ZoomFeatures.All.Count,
            ZoomFeatures.All.Select(static one => one.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(ZoomFeatures.All, static one => Assert.Matches("^[a-z]+(-[a-z]+)*$", one.Id));
        Assert.All(ZoomFeatures.All, static one => Assert.EndsWith(".", one.Purpose, StringComparison.Ordinal));
        var used = ZoomFeatures.All.SelectMany(static one =>
            one.OperationsFor(ZoomGrant.User).Concat(one.OperationsFor(ZoomGrant.ServerToServer))).Distinct();

        // No feature needs them: a list says more of a call, and what is made of a meeting goes without those who were silent.
        Assert.Equal([ZoomOperations.ListPastParticipants, ZoomOperations.GetCallElementRecording], ZoomOperations.All.Except(used));
    }

    [Fact]
    public void Events_are_listed_once_and_in_order() =>
        Compare.Same(
            ZoomEvents.Recommended.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), ZoomEvents.Recommended);

    [SharedFact]
    public void Every_recommended_event_is_one_of_zooms()
    {
        using var document = JsonDocument.Parse(SharedFiles.Read("scopes", "events.json"));
        var known = document.RootElement.EnumerateArray()
            .Select(static row => row.GetProperty("event").GetString()!)
            .Concat(SharedFiles.In("samples", "webhooks").Select(Path.GetFileNameWithoutExtension))
            .ToHashSet(StringComparer.Ordinal);

        Assert.All(ZoomEvents.Recommended.Append(ZoomEvents.Deauthorized), one => Assert.Contains(one, known));
    }

    private static string[] Words(string? text) => text?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
}
