using Reconvene.Simulator.OpenAi.Control;

namespace Reconvene.Simulator;

/// <summary>What a stand-in for a server of models is started with.</summary>
public sealed record OpenAiSimulatorOptions
{
    /// <summary>Where to listen, separated by semicolons. A free port on the loopback address by default.</summary>
    public string? Urls { get; init; }

    /// <summary>The same seed gives the same ids. One by default.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The clock, and what it waits by when it is slow. The system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The key that clients must show. Nobody is asked for one by default.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Whether Azure's paths take the key as a bearer too. Yes by default; older deployments take only <c>api-key</c>.</summary>
    public bool AzureTakesBearer { get; init; } = true;

    /// <summary>The models that chat; under Azure's paths, the names of their deployments.</summary>
    public IReadOnlyList<string> ChatModels { get; init; } = ["gpt-4o-mini", "gpt-4o"];

    /// <summary>The models that hear; under Azure's paths, the names of their deployments.</summary>
    public IReadOnlyList<string> SpeechModels { get; init; } = ["whisper-1"];

    /// <summary>How many tokens prompt and answer may have together. 128,000 by default; the control can change it.</summary>
    public int ContextTokens { get; init; } = 128_000;

    /// <summary>The longest upload of sound, in bytes of the whole body. 26,214,400 by default, as at OpenAI.</summary>
    public long UploadLimitBytes { get; init; } = 26_214_400;

    /// <summary>The program that reads other containers than WAV. <c>ffmpeg</c> by default, looked for on the path.</summary>
    public string Ffmpeg { get; init; } = "ffmpeg";

    /// <summary>The recordings whose sound it knows. None by default.</summary>
    public IReadOnlyList<HeardRecording> Heard { get; init; } = [];

    /// <summary>Further recordings, asked for at each upload, such as <see cref="ZoomSimulator.Heard"/>. None by default.</summary>
    public Func<IReadOnlyList<HeardRecording>>? HeardNow { get; init; }

    /// <summary>Writes the web server's own log to the console. Off by default.</summary>
    public bool LogToConsole { get; init; }
}
