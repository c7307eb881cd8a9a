namespace Reconvene.Client.Alerts;

/// <summary>Whether an alert still holds.</summary>
public enum AlertState
{
    /// <summary>It is so now.</summary>
    Open,

    /// <summary>It was so once.</summary>
    Resolved,
}
