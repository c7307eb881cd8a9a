namespace Reconvene.Server.Recordings.Scrub;

/// <summary>What came of looking at a held file.</summary>
internal abstract record FileVerdict
{
    private FileVerdict()
    {
    }

    /// <summary>It is what its row promises.</summary>
    internal sealed record Whole : FileVerdict;

    /// <summary>It is gone, or not what it was.</summary>
    /// <param name="Reason">For people: it names no path.</param>
    internal sealed record Damaged(string Reason) : FileVerdict;

    /// <summary>That it could not be looked at now says nothing of the file.</summary>
    /// <param name="Why">For the log: it may name a path.</param>
    internal sealed record Unread(string Why) : FileVerdict;
}
