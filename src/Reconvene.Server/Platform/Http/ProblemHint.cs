namespace Reconvene.Server.Platform.Http;

/// <summary>
/// Left in the request's features by who refused it with a bare status, so that the answer says more than the status.
/// </summary>
internal sealed record ProblemHint(string Code, string Detail);
