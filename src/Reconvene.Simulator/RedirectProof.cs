namespace Reconvene.Simulator;

/// <summary>What a redirected download address wants to see.</summary>
public enum RedirectProof
{
    /// <summary>The signature in the address or a bearer token.</summary>
    SignatureOrBearer,

    /// <summary>A bearer token.</summary>
    Bearer,

    /// <summary>The signature, and no <c>Authorization</c> header: with one it answers 403.</summary>
    SignatureOnly,
}
