namespace Reconvene.Server.Jobs.Running;

/// <summary>
/// Steps whose process ended under them twice and more. One of them ends it, the others only stood by, and which is
/// which shows when they run one at a time: so the innocent do not share the guilty one's count to its end.
/// </summary>
internal static class Suspects
{
    /// <summary>A condition on a row of <c>jobs</c>: it is none, or no other one runs.</summary>
    public const string MayRun = """
        (starts < 2 OR NOT EXISTS (
            SELECT 1 FROM jobs AS other WHERE other.state = 'running' AND other.starts > 2 AND other.id <> jobs.id))
        """;
}
