namespace Reconvene.Zoom.Webhooks;

/// <summary>Whether an event is Zoom's.</summary>
public enum WebhookVerdict
{
    /// <summary>Signed with one of the secrets, and of now.</summary>
    Proven,

    /// <summary>Signature or time header is not there.</summary>
    Missing,

    /// <summary>Signature or time header is not of the documented form.</summary>
    Malformed,

    /// <summary>Signed with one of the secrets, but too old or too far ahead.</summary>
    OutsideWindow,

    /// <summary>Signed with none of the secrets.</summary>
    NotProven,
}
