namespace Reconvene.Client;

/// <summary>What is wrong with one field of a request.</summary>
/// <param name="Field">Path of the field, such as <c>credentials.account_id</c>.</param>
/// <param name="Message">What was expected.</param>
public sealed record ProblemField(string Field, string Message);
