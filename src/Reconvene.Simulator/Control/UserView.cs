namespace Reconvene.Simulator.Control;

/// <summary>A user of the world. One who has not accepted the invitation has no id.</summary>
public sealed record UserView(string? Id, string Email, string Name, string Status);
