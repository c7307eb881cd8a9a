namespace Reconvene.Server.Jobs;

/// <summary>One step in a definition.</summary>
/// <param name="Name">Stands in the job's row; renaming a step class needs a migration.</param>
/// <param name="Type">Made by the container for each run.</param>
/// <param name="Lane">What it uses up.</param>
internal sealed record JobStep(string Name, Type Type, Lane Lane);
