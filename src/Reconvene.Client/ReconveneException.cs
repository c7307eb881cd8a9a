using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Reconvene.Client;

/// <summary>The server refused a call; the message is its <c>detail</c>, written for a person.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="errorCode">The machine-readable <c>error_code</c>.</param>
/// <param name="detail">One sentence: the thing, what was expected, what to do.</param>
/// <param name="errors">What is wrong with each field; empty when it is not about fields.</param>
/// <param name="traceId">Names the call in the server's log; null when the server did not say.</param>
[SuppressMessage("Roslynator", "RCS1194", Justification = "Made from an answer, never without one.")]
public sealed class ReconveneException(
    HttpStatusCode status, string errorCode, string detail, IReadOnlyList<ProblemField> errors, string? traceId)
    : Exception(detail)
{
    /// <summary>The HTTP status.</summary>
    public HttpStatusCode Status { get; } = status;

    /// <summary>The machine-readable <c>error_code</c>, such as <c>not_found</c>.</summary>
    public string ErrorCode { get; } = errorCode;

    /// <summary>What is wrong with each field; empty when it is not about fields.</summary>
    public IReadOnlyList<ProblemField> Errors { get; } = errors;

    /// <summary>Names the call in the server's log; null when the server did not say.</summary>
    public string? TraceId { get; } = traceId;
}
