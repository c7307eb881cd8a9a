namespace Reconvene.Simulator;

/// <summary>How the token endpoint writes a refusal.</summary>
public enum OAuthErrorForm
{
    /// <summary><c>{"reason":"Invalid Token!","error":"invalid_grant"}</c></summary>
    ReasonAndError,

    /// <summary>The same with Zoom's number: <c>{"reason":"Invalid Token! (4,741)","error":"invalid_grant"}</c></summary>
    NumberInReason,

    /// <summary><c>{"status":false,"errorCode":4741,"errorMessage":"Invalid Token!","result":null}</c></summary>
    NumberAlone,
}
