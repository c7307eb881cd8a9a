namespace Reconvene.Zoom.Rates;

/// <summary>A Zoom account's plan, as far as rate limits go by it.</summary>
public enum ZoomPlan
{
    /// <summary>Free.</summary>
    Free,

    /// <summary>Pro.</summary>
    Pro,

    /// <summary>Business, Education, Enterprise and what is above.</summary>
    Business,
}
