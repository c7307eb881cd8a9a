using System.Diagnostics.CodeAnalysis;

namespace Reconvene.Server.Jobs;

/// <summary>The steps of one kind of job, in order: the only place where that order is said.</summary>
internal sealed class JobDefinition
{
    private JobDefinition(string kind, IReadOnlyList<JobStep> steps, Type? givenUp)
    {
        Kind = kind;
        Steps = steps;
        GivenUp = givenUp;
    }

    public string Kind { get; }

    public IReadOnlyList<JobStep> Steps { get; }

    public JobStep First => Steps[0];

    /// <summary>Made by the container when a job of this kind is given up; null when nothing is left to do then.</summary>
    public Type? GivenUp { get; }

    public static JobDefinition Of(string kind) => new(kind, [], givenUp: null);

    [SuppressMessage("Design", "CA1000", Justification = "Reads as a list of steps.")]
    public JobDefinition Then<TStep>(Lane lane)
        where TStep : class, IStep =>
        new(Kind, [.. Steps, new JobStep(typeof(TStep).Name, typeof(TStep), lane)], GivenUp);

    [SuppressMessage("Design", "CA1000", Justification = "Reads as the end of the list of steps.")]
    public JobDefinition OrElse<TGivenUp>()
        where TGivenUp : class, IGivenUp =>
        new(Kind, Steps, typeof(TGivenUp));

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
