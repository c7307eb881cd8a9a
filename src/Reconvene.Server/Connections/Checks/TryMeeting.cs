using Reconvene.Zoom;
using Reconvene.Zoom.Meetings;

namespace Reconvene.Server.Connections.Checks;

/// <summary>Makes a meeting two hours ahead and deletes it again, as a proof that meetings can be made.</summary>
internal sealed partial class TryMeeting(
    ZoomClients zoom, InteractiveCall interactive, TimeProvider time, ILogger<TryMeeting> logger)
{
    private const string Topic = "Test by Reconvene";
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(2);
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(30);

    public async Task<TriedMeeting> RunAsync(ZoomConnection connection, string host, CancellationToken cancellation)
    {
        var client = zoom.For(connection);
        var draft = new ZoomMeetingDraft(Topic, time.GetUtcNow() + Ahead, Duration, "UTC");
        switch (await interactive.RunAsync(stop => client.CreateMeetingAsync(host, draft, stop), cancellation))
        {
            case ZoomResult<ZoomMeeting>.Ok(var made):
                // It is there now: it goes, also when the caller has left meanwhile.
                var deletion = await interactive.RunAsync(stop => client.DeleteMeetingAsync(made.Id!.Value, stop), CancellationToken.None);
                var stays = deletion is ZoomResult<Done>.Failed({ Kind: not ZoomFailureKind.Gone } refusal) ? refusal : null;
                if (stays is not null)
                {
                    Log.Stays(logger, made.Id!.Value, connection.Id.Value, stays.Reason);
                }

                return new TriedMeeting.Made(made, stays);
            case ZoomResult<ZoomMeeting>.Failed(var failure):
                return new TriedMeeting.NotMade(failure);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Test meeting {Meeting} of connection {ConnectionId} stays at Zoom: {Reason}")]
        public static partial void Stays(ILogger logger, long meeting, long connectionId, string reason);
    }
}

internal abstract record TriedMeeting
{
    private TriedMeeting()
    {
    }

    /// <param name="Failure">Why there is none.</param>
    internal sealed record NotMade(ZoomFailure Failure) : TriedMeeting;

    /// <param name="Meeting">What was made.</param>
    /// <param name="Stays">Why it could not be deleted; null when it is gone.</param>
    internal sealed record Made(ZoomMeeting Meeting, ZoomFailure? Stays) : TriedMeeting;
}
