namespace Reconvene.Client.Connections;

/// <summary>One thing that a check of a connection looked at.</summary>
/// <param name="Name">Its lasting name, such as <c>token</c> or <c>clock</c>.</param>
/// <param name="State">How it stands.</param>
/// <param name="Message">What was found, in one or two sentences.</param>
public sealed record CheckItem(string Name, CheckState State, string Message)
{
    /// <summary>What to do about it; null when nothing need be done.</summary>
    public string? Help { get; init; }
}
