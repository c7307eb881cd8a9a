using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Jobs;

/// <summary>Where features ask for background work: a row in the caller's own transaction.</summary>
internal sealed class JobQueue(TimeProvider time)
{
    /// <summary>
    /// Asks for a job. When one of this kind is already under way for the subject, that one is told to go over its
    /// subject once more after it finishes, and its id is returned.
    /// </summary>
    public Task<JobId> EnqueueAsync(Work work, JobRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(new JobId(Guid.CreateVersion7(time.GetUtcNow())));
    }
}
