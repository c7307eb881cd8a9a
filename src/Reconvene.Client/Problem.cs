namespace Reconvene.Client;

/// <summary>What every error is answered with, as <c>application/problem+json</c> (RFC 9457).</summary>
/// <param name="Type">Always <c>about:blank</c>: <paramref name="ErrorCode"/> tells the kind.</param>
/// <param name="Title">The status in words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What happened, what was expected and what to do, in one sentence.</param>
/// <param name="ErrorCode">The kind of error, for programs; it does not change with the wording.</param>
/// <param name="StatusCode">The HTTP status once more.</param>
/// <param name="Errors">What is wrong, field by field; empty when it is not about fields.</param>
/// <param name="TraceId">Under this id the server's log tells about the request.</param>
public sealed record Problem(
    string Type,
    string Title,
    int Status,
    string Detail,
    string ErrorCode,
    int StatusCode,
    IReadOnlyList<ProblemField> Errors,
    string TraceId);
