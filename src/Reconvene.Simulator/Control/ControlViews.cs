using Reconvene.Simulator.OpenAi.Control;
using Reconvene.Simulator.Zoom.Api;
using Reconvene.Simulator.Zoom.Apps;
using Reconvene.Simulator.Zoom.Media;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Control;

/// <summary>The world as the control API shows it.</summary>
internal static class ControlViews
{
    public static UserView Of(ZoomUser user) => new(user.Id, user.Email, user.DisplayName, UserShapes.Status(user));

    public static AccountView Of(ZoomAccount account, World world) => new(
        account.AccountId,
        account.Name,
        account.MasterId,
        account.Owner.Email,
        [.. world.UsersOf(account).Select(Of)],
        [.. world.MeetingsOf(account).Select(Of)]);

    public static AppView Of(ZoomApp app, IReadOnlyList<string> scopes) => new()
    {
        Name = app.Name,
        Kind = app.Kind,
        AccountId = app.AccountId,
        ClientId = app.ClientId,
        ClientSecret = app.ClientSecret,
        WebhookSecret = app.WebhookSecret,
        WebhookTarget = app.WebhookTarget,
        RedirectUris = app.RedirectUris,
        Scopes = scopes,
        IsPublished = app.IsPublished,
        IsEnabled = app.IsEnabled,
    };

    public static MeetingView Of(MeetingInstance meeting) => new(
        meeting.Number,
        meeting.Uuid,
        meeting.Topic,
        meeting.Type,
        meeting.Host.Email,
        meeting.StartsAt,
        meeting.Files.Count,
        meeting.TrashedAt is not null);

    public static IEnumerable<HeardRecording> HeardIn(MeetingInstance meeting) => meeting.Speeches.Select(speech => new HeardRecording(
        meeting.Topic,
        [.. speech.Utterances.Select(said => new HeardLine(
            said.StartsAt, said.EndsAt, AacTones.VoiceHz(speech.VoiceOf(said)), said.Text))]));

    public static FileView Of(MeetingInstance meeting, RecordingFile file)
    {
        var content = file.Content;
        return new FileView(() => content.Sha256)
        {
            Key = file.Key,
            Id = file.Id,
            MeetingUuid = meeting.Uuid,
            FileType = file.Kind.FileType,
            RecordingType = file.Kind.RecordingType,
            StartsAt = file.StartsAt,
            IsProcessing = file.IsProcessing,
            IsTrashed = (file.TrashedAt ?? meeting.TrashedAt) is not null,
            LengthBytes = content.Length,
            DownloadPath = $"/rec/download/{file.Opaque}",
        };
    }
}
