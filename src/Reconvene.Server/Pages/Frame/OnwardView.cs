namespace Reconvene.Server.Pages.Frame;

/// <summary>Where a person goes on, on another server.</summary>
/// <param name="Address">Absolute, and already judged.</param>
internal sealed record OnwardView(string Address);
