using System.Diagnostics;
using Reconvene.Server.Platform;
using Reconvene.Zoom;

namespace Reconvene.Server.Connections;

/// <summary>The edge where what Zoom did becomes a <see cref="Failure"/>. Nothing after it decides again.</summary>
internal static class ZoomFailures
{
    public static Failure ToFailure(this ZoomFailure failure) =>
        new(KindOf(failure.Kind), Sentence(failure), failure.NotBefore);

    private static FailureKind KindOf(ZoomFailureKind kind) => kind switch
    {
        ZoomFailureKind.RateLimited or ZoomFailureKind.DailyLimit => FailureKind.RateLimited,
        ZoomFailureKind.Unavailable or ZoomFailureKind.PagingExpired => FailureKind.Unavailable,
        ZoomFailureKind.CredentialRejected => FailureKind.CredentialRejected,
        ZoomFailureKind.ScopeMissing or ZoomFailureKind.PermissionDenied => FailureKind.Misconfigured,
        ZoomFailureKind.Rejected or ZoomFailureKind.HostRefused => FailureKind.Misconfigured,
        ZoomFailureKind.Gone => FailureKind.Gone,
        ZoomFailureKind.NotReady => FailureKind.NotReady,

        // A page of a proxy in between looks like this, and passes.
        ZoomFailureKind.Unreadable => FailureKind.Unavailable,
        _ => throw new UnreachableException(),
    };

    private static string Sentence(ZoomFailure failure) => failure switch
    {
        { Kind: ZoomFailureKind.ScopeMissing, MissingScopes: { Count: > 0 } scopes } =>
            $"{failure.Reason} Add one of these scopes to the app in the Zoom Marketplace: {string.Join(", ", scopes)}.",
        { Where: { } where } => $"{failure.Reason} (at {where})",
        _ => failure.Reason,
    };
}
