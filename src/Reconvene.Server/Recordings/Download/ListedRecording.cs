using Reconvene.Server.Connections;
using Reconvene.Zoom;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Recordings.Download;

/// <summary>A recording under way, with what Zoom last said of it; null when it must be asked.</summary>
internal sealed class ListedRecording(ZoomConnection connection, RecordingAtWork recording)
{
    public ZoomConnection Connection { get; } = connection;

    public RecordingAtWork Recording { get; } = recording;

    public (ZoomRecording Recording, Secret Token)? Listing { get; private set; }

    public void Take(ZoomRecording listing, Secret token) => Listing = (listing, token);

    public void Forget() => Listing = null;
}
