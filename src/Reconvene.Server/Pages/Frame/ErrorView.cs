namespace Reconvene.Server.Pages.Frame;

/// <summary>What went wrong, by the code that the API would give, and where the log tells about it.</summary>
internal sealed record ErrorView(string Code, string TraceId);
