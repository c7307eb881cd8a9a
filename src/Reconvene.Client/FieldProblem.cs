namespace Reconvene.Client;

/// <summary>What is wrong with one field of a request.</summary>
/// <param name="Field">Path of the field as it was sent, such as <c>credentials.account_id</c>.</param>
/// <param name="Message">What was expected and what to do.</param>
public sealed record FieldProblem(string Field, string Message);
