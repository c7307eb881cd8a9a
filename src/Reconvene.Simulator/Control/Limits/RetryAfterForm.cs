namespace Reconvene.Simulator.Control.Limits;

/// <summary>How <c>Retry-After</c> of a refusal is written.</summary>
public enum RetryAfterForm
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>As Zoom's older documents have it, such as <c>2020-05-31T00:00:00Z</c>.</summary>
    IsoDateTime,

    /// <summary>As a number of seconds.</summary>
    Seconds,

    /// <summary>As a date of HTTP.</summary>
    HttpDate,
}
