namespace Reconvene.Checks;

/// <summary>What one check found.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="State">How it stands.</param>
/// <param name="Message">What was found, in a sentence.</param>
/// <param name="Action">What to do; null when there is nothing to do.</param>
internal sealed record CheckResult(string Name, CheckState State, string Message, string? Action = null);
