namespace Reconvene.Simulator.OpenAi.Control;

/// <summary>How calls are answered, and which calls.</summary>
public sealed record ModelRule
{
    /// <summary>How. Good by default.</summary>
    public ModelBehaviour Behaviour { get; init; }

    /// <summary>The endpoint it concerns; chat and speech when null, the default.</summary>
    public ModelEndpoint? Endpoint { get; init; }

    /// <summary>Concerns only calls whose body holds this text, which for speech means its fields. Any when null, the default.</summary>
    public string? Contains { get; init; }

    /// <summary>The first call that is struck, counted from one since the rule was added. One by default.</summary>
    public int Nth { get; init; } = 1;

    /// <summary>How many calls in a row are struck; all from then on when null, the default.</summary>
    public int? Times { get; init; }

    /// <summary>The time to wait before the answer, whatever it is. None by default.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The time to wait before each further piece of a stream. None by default.</summary>
    public TimeSpan ChunkDelay { get; init; }

    /// <summary>What garbage looks like. Prose in place of JSON by default.</summary>
    public GarbageForm Garbage { get; init; }

    /// <summary>How many characters a very long answer has. A million by default.</summary>
    public int Length { get; init; } = 1_000_000;

    /// <summary>When a rate limit is over. Two seconds by default.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How that is said. In both headers by default.</summary>
    public RetryAfterHeaders RetryAfterHeaders { get; init; }

    /// <summary>After how many pieces of a stream the connection is cut; an answer in one piece is cut in its middle. Three by default.</summary>
    public int CutAfterChunks { get; init; } = 3;

    /// <summary>The share of statements with false citations, from 0 to 1. A half by default.</summary>
    public double FalseShare { get; init; } = 0.5;

    /// <summary>The share of statements that are invented, from 0 to 1. A quarter by default.</summary>
    public double InventedShare { get; init; } = 0.25;

    /// <summary>What is heard that was not said. The same sentence again and again by default.</summary>
    public InventionForm Invention { get; init; }

    /// <summary>What a fixed answer says: the content of the message, or the text that was heard.</summary>
    public string? Answer { get; init; }

    /// <summary>Answers with this status and <see cref="Answer"/> as the whole body, in place of a message.</summary>
    public int? Status { get; init; }
}
