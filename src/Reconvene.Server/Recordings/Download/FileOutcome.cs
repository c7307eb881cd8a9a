using Reconvene.Server.Platform;

namespace Reconvene.Server.Recordings.Download;

/// <summary>What came of fetching one file.</summary>
internal abstract record FileOutcome
{
    private FileOutcome()
    {
    }

    /// <summary>It is on the disk, verified, and on record.</summary>
    internal sealed record Held(long Bytes) : FileOutcome;

    /// <summary>The token or the address was refused: with fresh ones it may go on from its mark.</summary>
    internal sealed record Refused(Failure Failure) : FileOutcome;

    /// <summary>What came is not what Zoom lists. Nothing of it is kept.</summary>
    internal sealed record Mismatch(string Reason) : FileOutcome;

    /// <summary>It can never be had.</summary>
    internal sealed record Lost(string Reason) : FileOutcome;

    /// <summary>Zoom announced it and still makes it.</summary>
    internal sealed record NotYet(string Reason) : FileOutcome;

    /// <summary>Zoom announced it, and it will never be made.</summary>
    internal sealed record NeverMade(string Reason) : FileOutcome;

    /// <summary>There is no room for it now, or the media folder is away.</summary>
    internal sealed record NoRoom(Failure Failure) : FileOutcome;

    /// <summary>It did not work this time; what is on the disk is kept.</summary>
    /// <param name="Failure">What happened.</param>
    /// <param name="MarkBytes">How much is safe on the disk, if that is more than before.</param>
    internal sealed record Failed(Failure Failure, long? MarkBytes = null) : FileOutcome;

    /// <summary>The row changed meanwhile: removed here, held by another run, or listed otherwise.</summary>
    internal sealed record TakenOver : FileOutcome;
}
