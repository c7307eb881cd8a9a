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
                return new TriedMeeting.Made(made, await DeleteAsync(connection, made.Id!.Value));
            case ZoomResult<ZoomMeeting>.Failed(var failure):
                return new TriedMeeting.NotMade(failure);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>It is there now: it goes, also when the caller has left meanwhile. What keeps it, or null.</summary>
    private async Task<ZoomFailure?> DeleteAsync(ZoomConnection connection, long meeting)
    {
        var client = zoom.For(connection);
        if (await interactive.RunAsync(stop => client.DeleteMeetingAsync(meeting, stop), CancellationToken.None)
            is not ZoomResult<Done>.Failed({ Kind: not ZoomFailureKind.Gone } failure))
        {
            return null;
        }

        Log.Stays(logger, meeting, connection.Id.Value, failure.Reason);
        return failure;
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

    /// <summary>There is none, as far as is known.</summary>
    /// <param name="Failure">Why.</param>
    internal sealed record NotMade(ZoomFailure Failure) : TriedMeeting;

    /// <summary>It was made, and is gone again unless something stood in the way.</summary>
    /// <param name="Meeting">What was made.</param>
    /// <param name="Stays">Why it could not be deleted; null when it is gone.</param>
    internal sealed record Made(ZoomMeeting Meeting, ZoomFailure? Stays) : TriedMeeting;
}
