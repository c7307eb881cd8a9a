using Reconvene.Simulator.OpenAi.Control;
using Reconvene.Simulator.Wire;

namespace Reconvene.Simulator.OpenAi.Http;

/// <summary>A route of OpenAI's or of Azure's.</summary>
internal sealed record ModelRoute(string Method, string Pattern, Func<ModelCall, Task> Handle)
    : WireRoute<ModelCall>(Method, Pattern, Handle)
{
    public ModelEndpoint Endpoint { get; init; } = ModelEndpoint.Other;

    /// <summary>Azure's paths take the key in a header of their own.</summary>
    public bool IsAzure => Pattern.StartsWith("/openai/", StringComparison.Ordinal);

    /// <summary>Azure's paths that name a deployment want <c>api-version</c>.</summary>
    public bool NeedsVersion => Pattern.StartsWith("/openai/deployments/", StringComparison.Ordinal);

    /// <summary>The same call under the paths of OpenAI, of Azure's newer form and of Azure's deployments.</summary>
    public static IEnumerable<ModelRoute> Everywhere(ModelEndpoint endpoint, string path, Func<ModelCall, Task> handle) =>
    [
        new("POST", "/v1/" + path, handle) { Endpoint = endpoint },
        new("POST", "/openai/v1/" + path, handle) { Endpoint = endpoint },
        new("POST", "/openai/deployments/{deployment}/" + path, handle) { Endpoint = endpoint },
    ];
}
