using System.Diagnostics.CodeAnalysis;

namespace Reconvene.Server.Jobs;

/// <summary>The steps of one kind of job, in order: the only place where that order is said.</summary>
internal sealed class JobDefinition
{
    private JobDefinition(string kind, IReadOnlyList<JobStep> steps)
    {
        Kind = kind;
        Steps = steps;
    }

    public string Kind { get; }

    public IReadOnlyList<JobStep> Steps { get; }

    public JobStep First => Steps[0];

    public static JobDefinition Of(string kind) => new(kind, []);

    [SuppressMessage("Design", "CA1000", Justification = "Reads as a list of steps.")]
    public JobDefinition Then<TStep>(Lane lane)
        where TStep : class, IStep =>
        new(Kind, [.. Steps, new JobStep(typeof(TStep).Name, typeof(TStep), lane)]);

    /// <summary>Where a step stands in the list; -1 when this program no longer has it.</summary>
    public int IndexOf(string step)
    {
        for (var index = 0; index < Steps.Count; index++)
        {
            if (Steps[index].Name == step)
            {
                return index;
            }
        }

        return -1;
    }
}
