namespace Reconvene.Simulator.OpenAi.Control;

/// <summary>A message of a chat.</summary>
/// <param name="Role">Such as <c>system</c> or <c>user</c>.</param>
/// <param name="Text">Its text; parts of it are put together.</param>
public sealed record ModelMessage(string Role, string Text);
