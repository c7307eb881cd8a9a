namespace Reconvene.Simulator;

/// <summary>How a refused download looks.</summary>
public enum DownloadRefusal
{
    /// <summary>401 and a JSON body with code 124.</summary>
    Status401,

    /// <summary>200 and <c>{"status":false,"errorCode":124,"errorMessage":"Forbidden"}</c>.</summary>
    ForbiddenJson,

    /// <summary>200 and a sign-in page.</summary>
    SignInPage,
}
