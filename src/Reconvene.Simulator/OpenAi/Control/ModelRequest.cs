namespace Reconvene.Simulator.OpenAi.Control;

/// <summary>A request that the stand-in saw. Keys are not kept, and calls of the control are not among them.</summary>
public sealed record ModelRequest
{
    /// <summary>Counted from one.</summary>
    public int Number { get; init; }

    /// <summary>When it came, by the clock that was given.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>The path as it stood on the wire.</summary>
    public required string Path { get; init; }

    /// <summary>The query with its question mark, or "".</summary>
    public required string Query { get; init; }

    /// <summary>What was asked for.</summary>
    public ModelEndpoint Endpoint { get; init; } = ModelEndpoint.Other;

    /// <summary>The model or deployment that was named; "" when none was.</summary>
    public string Model { get; init; } = "";

    /// <summary>The messages of a chat.</summary>
    public IReadOnlyList<ModelMessage> Messages { get; init; } = [];

    /// <summary>The body of a chat as it came; "" for sound.</summary>
    public string Body { get; init; } = "";

    /// <summary>The fields of a form but for its file; a name that came twice has its values separated by commas.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What the uploaded file was called; null when there was none.</summary>
    public string? FileName { get; init; }

    /// <summary>How long the uploaded file was.</summary>
    public long AudioBytes { get; init; }

    /// <summary>How long its sound was; zero when it could not be read.</summary>
    public TimeSpan AudioDuration { get; init; }

    /// <summary>A streamed answer was asked for.</summary>
    public bool IsStream { get; init; }

    /// <summary>How many tokens the messages have.</summary>
    public int PromptTokens { get; init; }

    /// <summary>How many tokens the answer has.</summary>
    public int CompletionTokens { get; init; }

    /// <summary>What the model said, before anything was cut off on the wire; "" while there is no answer.</summary>
    public string Answer { get; init; } = "";

    /// <summary>How it was answered.</summary>
    public ModelBehaviour Behaviour { get; init; }

    /// <summary>The status of the answer; 0 while there is none.</summary>
    public int Status { get; init; }

    /// <summary>The caller left before the end.</summary>
    public bool WasAborted { get; init; }

    /// <summary>It has been answered or has been given up.</summary>
    public bool IsFinished { get; init; }
}
