using Reconvene.Client.ZoomApps;
using Reconvene.Server.Platform.Http;

namespace Reconvene.Server.ZoomApps;

/// <summary>What became of a wish to make, change or remove an app.</summary>
internal abstract record ZoomAppOutcome
{
    private ZoomAppOutcome()
    {
    }

    internal sealed record Saved(ZoomAppView App) : ZoomAppOutcome;

    internal sealed record Removed : ZoomAppOutcome;

    internal sealed record NotFound : ZoomAppOutcome;

    internal sealed record Invalid(IReadOnlyList<FieldError> Errors) : ZoomAppOutcome;

    internal sealed record Conflict(string Code, string Detail) : ZoomAppOutcome;
}
