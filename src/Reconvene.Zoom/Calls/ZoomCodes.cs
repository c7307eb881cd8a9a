namespace Reconvene.Zoom.Calls;

/// <summary>What Zoom's error numbers mean for the one who decides about trying again.</summary>
internal static class ZoomCodes
{
    /// <summary>The meaning of a number that means the same wherever it comes.</summary>
    public static ZoomFailureKind? KindOf(int code) => code switch
    {
        124 or (>= 4700 and <= 4799 and not 4711) => ZoomFailureKind.CredentialRejected,
        4711 => ZoomFailureKind.ScopeMissing,
        200 or 1107 or 1108 or 1109 or 2305 or 2306 or 3161 => ZoomFailureKind.PermissionDenied,
        2033 or 2034 or 2038 or 2039 or 3412 or 12001 => ZoomFailureKind.PermissionDenied,
        404 or 1001 or 1010 or 1120 or 2001 or 3001 or 3322 or 12702 => ZoomFailureKind.Gone,
        3301 or 3303 or 12002 => ZoomFailureKind.NotReady,
        300 or 1005 or 1009 or 2300 or 3000 or 3018 or 3037 or 3063 => ZoomFailureKind.Rejected,
        3309 or 3310 or 12000 or 12003 => ZoomFailureKind.Rejected,
        4001 => ZoomFailureKind.RateLimited,
        _ => null,
    };

    /// <summary>The meaning of a status whose body says nothing that we know.</summary>
    public static ZoomFailureKind KindOfStatus(int status) => status switch
    {
        401 => ZoomFailureKind.CredentialRejected,
        403 => ZoomFailureKind.PermissionDenied,
        429 => ZoomFailureKind.RateLimited,
        408 or 425 or >= 500 => ZoomFailureKind.Unavailable,

        // A 404 that Zoom did not number may be a wrong base address: nothing may be called gone for it.
        _ => ZoomFailureKind.Rejected,
    };
}
