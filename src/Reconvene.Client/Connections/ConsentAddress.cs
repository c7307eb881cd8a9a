using System.Diagnostics.CodeAnalysis;

namespace Reconvene.Client.Connections;

/// <summary>Zoom's page on which a person consents.</summary>
/// <param name="AuthorizationUrl">To be opened in that person's browser within ten minutes; it counts once.</param>
[SuppressMessage("Design", "CA1054", Justification = "A JSON contract.")]
[SuppressMessage("Design", "CA1056", Justification = "A JSON contract.")]
public sealed record ConsentAddress(string AuthorizationUrl);

/// <summary>The same under the name of <c>/api/zoom/auth-url</c>.</summary>
/// <param name="AuthUrl">To be opened in that person's browser within ten minutes; it counts once.</param>
[SuppressMessage("Design", "CA1054", Justification = "A JSON contract.")]
[SuppressMessage("Design", "CA1056", Justification = "A JSON contract.")]
public sealed record AuthAddress(string AuthUrl);

/// <summary>The same under the name of <c>/zoom/connect</c>.</summary>
/// <param name="AuthorizeUrl">To be opened in that person's browser within ten minutes; it counts once.</param>
[SuppressMessage("Design", "CA1054", Justification = "A JSON contract.")]
[SuppressMessage("Design", "CA1056", Justification = "A JSON contract.")]
public sealed record ConnectAddress(string AuthorizeUrl);
