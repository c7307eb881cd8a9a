using Microsoft.AspNetCore.Http;
using Reconvene.Simulator.OpenAi.Control;
using Reconvene.Simulator.Wire;

namespace Reconvene.Simulator.OpenAi.Http;

/// <summary>One request on its way through the stand-in for models.</summary>
internal sealed class ModelCall(HttpContext context, IReadOnlyDictionary<string, string> segments) : WireCall(context, segments)
{
    /// <summary>Its line in the journal; control calls have none.</summary>
    public ModelNote? Journal { get; init; }

    /// <summary>The deployment that an Azure path names.</summary>
    public string? Deployment => SegmentOrNone("deployment");

    public void Note(Func<ModelRequest, ModelRequest> change) => Journal?.Change(change);

    public Task ErrorAsync(OpenAiError error) => JsonAsync(error.Status, error.ToJson());
}
