using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Reconvene.Server.Jobs;

/// <summary>How much background work runs at once, and how long a failing piece of it is tried.</summary>
internal sealed class JobsOptions
{
    /// <summary>Steps that run at once on this node, of all kinds together. Twelve by default.</summary>
    [Range(1, 200)]
    public int Threads { get; set; } = 12;

    /// <summary>Steps that call one Zoom account at once, over all nodes; as many syncs of it beside them. Two by default.</summary>
    [Range(1, 50)]
    public int AccountParallelism { get; set; } = 2;

    /// <summary>Steps that download at once on this node. Two by default.</summary>
    [Range(1, 50)]
    public int DownloadParallelism { get; set; } = 2;

    /// <summary>Steps that compute at once on this node. Two by default.</summary>
    [Range(1, 100)]
    public int WorkParallelism { get; set; } = 2;

    /// <summary>Steps that read through what is held at once on this node. Two by default.</summary>
    [Range(1, 50)]
    public int DiskParallelism { get; set; } = 2;

    /// <summary>Steps that recognise speech at once on this node. One by default.</summary>
    [Range(1, 50)]
    public int SpeechParallelism { get; set; } = 1;

    /// <summary>Steps that have a language model write at once on this node. Two by default.</summary>
    [Range(1, 50)]
    public int ModelParallelism { get; set; } = 2;

    /// <summary>How often a step may fail without progress in between before its job is given up. Twelve by default.</summary>
    [Range(1, 100)]
    public int Attempts { get; set; } = 12;

    /// <summary>The same for failures that are faults of this program. Three by default.</summary>
    [Range(1, 100)]
    public int UnexpectedAttempts { get; set; } = 3;

    /// <summary>How often a step may be started and never heard of again before its job is given up. Five by default.</summary>
    [Range(1, 100)]
    public int Starts { get; set; } = 5;

    /// <summary>The first wait between two attempts. Five seconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan FirstWait { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest wait between two attempts. One hour by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long one run of a step may take before it counts as failed. Six hours by default.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "7.00:00:00")]
    public TimeSpan StepTimeout { get; set; } = TimeSpan.FromHours(6);

    /// <summary>
    /// How often rows are looked at without a signal: work of other nodes, rows of dead ones, asked cancellations.
    /// Two seconds by default.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:01:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long running steps are waited for when the server stops. 25 seconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>
    /// This node's name among the nodes of one database, so that it takes its own work up again at once after a restart.
    /// Made up at each start by default; no two live nodes may share one.
    /// </summary>
    [StringLength(100)]
    public string? NodeName
    {
        get;
        set => field = string.IsNullOrWhiteSpace(value) ? null : value;
    }
}

[OptionsValidator]
internal sealed partial class JobsOptionsValidator : IValidateOptions<JobsOptions>;
