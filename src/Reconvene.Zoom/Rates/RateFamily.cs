namespace Reconvene.Zoom.Rates;

/// <summary>Whose table of limits an operation is counted by.</summary>
public enum RateFamily
{
    /// <summary>All of Zoom's API but Phone.</summary>
    Api,

    /// <summary>Zoom Phone, which has a table of its own.</summary>
    Phone,
}
