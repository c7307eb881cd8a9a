namespace Reconvene.Server.Jobs;

/// <summary>Which jobs of a tenant; null means all.</summary>
/// <param name="State">One of <see cref="Client.Tasks.TaskStates"/>.</param>
/// <param name="Kind">Name of a definition.</param>
/// <param name="Subject">What they are about.</param>
internal sealed record JobFilter(string? State = null, string? Kind = null, string? Subject = null);
