namespace Reconvene.Simulator.Control.Limits;

/// <summary>Which headers tell about limits.</summary>
public enum LimitHeaderForm
{
    /// <summary>None, as in the current documents.</summary>
    None,

    /// <summary><c>x-ratelimit-category</c> only, as was seen in 2026.</summary>
    CategoryOnly,

    /// <summary>Category, type, limit, remaining, and <c>Retry-After</c> on a refusal, as in the older documents.</summary>
    Full,
}
