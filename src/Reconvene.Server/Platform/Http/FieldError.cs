namespace Reconvene.Server.Platform.Http;

/// <summary>What is wrong with one field of a request.</summary>
/// <param name="Field">Path of the field as the caller wrote it, such as <c>credentials.account_id</c>.</param>
/// <param name="Message">What was expected and what to do.</param>
internal sealed record FieldError(string Field, string Message);
