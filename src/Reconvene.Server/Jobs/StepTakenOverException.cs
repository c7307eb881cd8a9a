using System.Diagnostics.CodeAnalysis;

namespace Reconvene.Server.Jobs;

/// <summary>Another run of this step holds the job now; this one must stop, and what it made is dropped.</summary>
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "Only the job runner catches it.")]
internal sealed class StepTakenOverException(JobId job, string step)
    : Exception($"Step {step} of job {job} was taken over by another run: this run's result is dropped.");
