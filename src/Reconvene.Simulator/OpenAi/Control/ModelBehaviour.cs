namespace Reconvene.Simulator.OpenAi.Control;

/// <summary>How the model answers. What an endpoint does not know is good there.</summary>
public enum ModelBehaviour
{
    /// <summary>As it should.</summary>
    Good,

    /// <summary>In a form that nobody can use: <see cref="ModelRule.Garbage"/>.</summary>
    Garbage,

    /// <summary>Politely not at all.</summary>
    Refusing,

    /// <summary>Never; the connection stays open until the caller leaves or the control lets go.</summary>
    Hanging,

    /// <summary>Halfway: the connection ends before the answer does.</summary>
    Cut,

    /// <summary>Status 429, with the time after which to come again.</summary>
    RateLimited,

    /// <summary>Status 429 <c>insufficient_quota</c>: waiting does not help.</summary>
    QuotaExceeded,

    /// <summary>Status 500.</summary>
    ServerError,

    /// <summary>Status 503.</summary>
    Unavailable,

    /// <summary>Well, but some statements cite what does not carry them, and some are invented. Chat only.</summary>
    FalseCitations,

    /// <summary>Well, but it obeys orders that stand in what it reads. Chat only.</summary>
    Obedient,

    /// <summary>It hears what was not said: <see cref="ModelRule.Invention"/>. Speech only.</summary>
    Inventing,

    /// <summary>With <see cref="ModelRule.Answer"/>, whatever was asked.</summary>
    Fixed,

    /// <summary>Status 200 and a body that never ends; it goes on until the caller leaves.</summary>
    Endless,
}
