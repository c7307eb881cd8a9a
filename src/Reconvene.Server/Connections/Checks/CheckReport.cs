using Reconvene.Client.Connections;
using Reconvene.Zoom.Scopes;

namespace Reconvene.Server.Connections.Checks;

/// <summary>Judges what a look at a connection showed. Decides nothing else and writes nothing.</summary>
internal static class CheckReport
{
    public static CredentialCheck Of(CheckFacts facts, RecognizedUser user)
    {
        IReadOnlyList<CheckItem> items =
        [
            ZoomItems.Token(facts),
            ZoomItems.Call(facts),
            ZoomItems.Who(facts, user),
            ZoomItems.Recordings(facts),
            ClockItem.Of(facts),
            OtherProgramItem.Of(facts),
            .. WebhookItems.Of(facts),
            .. facts.Meeting is { } tried ? (CheckItem[])[MeetingItem.Of(tried)] : [],
        ];
        return new CredentialCheck
        {
            CredentialId = facts.Connection.Id.Value,
            Ok = items.All(item => item.State is not CheckState.Error),
            CheckedAt = facts.At,
            Items = items,
            Features = [.. ZoomFeatures.Judge(facts.Scopes, GrantOf(facts.Connection)).Select(Feature)],
            Scopes = facts.Scopes ?? [],
            Meeting = facts.Meeting is TriedMeeting.Made made ? Meeting(made) : null,
        };
    }

    private static ZoomGrant GrantOf(ZoomConnection connection) =>
        connection.IsOfOneUser ? ZoomGrant.User
        : connection.IsMasterAccount ? ZoomGrant.Master
        : ZoomGrant.ServerToServer;

    private static FeatureCheck Feature(FeatureJudgement judgement) => new()
    {
        Id = judgement.Feature.Id,
        Name = judgement.Feature.Name,
        Available = judgement.Verdict switch
        {
            FeatureVerdict.Yes => FeatureAvailability.Yes,
            FeatureVerdict.No => FeatureAvailability.No,
            _ => FeatureAvailability.Unknown,
        },
        Missing =
        [
            .. judgement.Missing.Select(missing => new MissingScopes
            {
                Operation = missing.Operation.Id,
                AnyOf = missing.Granular,
                Classic = missing.Classic,
            }),
        ],
    };

    private static CheckMeeting Meeting(TriedMeeting.Made made) => new()
    {
        Id = made.Meeting.Id!.Value,
        JoinUrl = made.Meeting.JoinUrl?.AbsoluteUri,
        StartTime = made.Meeting.StartAt,
        Deleted = made.Stays is null,
    };
}
