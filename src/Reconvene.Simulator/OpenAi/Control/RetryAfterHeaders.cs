namespace Reconvene.Simulator.OpenAi.Control;

/// <summary>Which headers say when to come again.</summary>
public enum RetryAfterHeaders
{
    /// <summary><c>Retry-After</c> and <c>retry-after-ms</c>.</summary>
    Both,

    /// <summary><c>Retry-After</c>, in whole seconds.</summary>
    Seconds,

    /// <summary><c>retry-after-ms</c>.</summary>
    Milliseconds,

    /// <summary>Neither.</summary>
    None,
}
