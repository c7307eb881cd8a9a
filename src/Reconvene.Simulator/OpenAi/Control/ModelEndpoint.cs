namespace Reconvene.Simulator.OpenAi.Control;

/// <summary>What a model is asked for.</summary>
public enum ModelEndpoint
{
    /// <summary>Chat completions.</summary>
    Chat,

    /// <summary>Transcriptions.</summary>
    Speech,

    /// <summary>The list of models, or an address that does not exist.</summary>
    Other,
}
