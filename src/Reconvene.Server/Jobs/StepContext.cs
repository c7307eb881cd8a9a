using System.Text.Json;
using Reconvene.Server.Accounts;

namespace Reconvene.Server.Jobs;

/// <summary>What a step knows of its job.</summary>
internal abstract class StepContext
{
    public abstract JobId Job { get; }

    public abstract TenantId Tenant { get; }

    public abstract string Subject { get; }

    /// <summary>Key of the Zoom account whose calls the job makes.</summary>
    public abstract string Account { get; }

    /// <summary>Failures of this step before this run.</summary>
    public abstract int Attempts { get; }

    /// <summary>The job's input as JSON; null when it has none.</summary>
    public abstract JsonElement? Input { get; }

    /// <summary>What an earlier run of this step left with <see cref="MarkAsync"/>, as JSON.</summary>
    public abstract JsonElement? Bookmark { get; }

    /// <summary>The input as it was given; the default when there is none.</summary>
    public T? InputAs<T>() => Input is { } input ? input.Deserialize<T>(JobJson.Options) : default;

    /// <summary>The bookmark as it was left; the default when there is none.</summary>
    public T? BookmarkAs<T>() => Bookmark is { } bookmark ? bookmark.Deserialize<T>(JobJson.Options) : default;

    /// <summary>
    /// Says how far the job is, and where to go on after an interruption, durably. Throws
    /// <see cref="StepTakenOverException"/> when another run of this step has taken over, so that the slower one stops.
    /// A bookmark that moved is progress: failures and starts before it no longer count.
    /// </summary>
    /// <param name="progress">0 to 100, of the whole job.</param>
    /// <param name="status">One short sentence for a person.</param>
    /// <param name="bookmark">JSON-ready value; null keeps the one before.</param>
    /// <param name="cancellation">Stops the wait.</param>
    public abstract Task MarkAsync(int progress, string status, object? bookmark, CancellationToken cancellation);
}
