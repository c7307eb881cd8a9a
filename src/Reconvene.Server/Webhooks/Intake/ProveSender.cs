using System.Collections.Immutable;
using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Reconvene.Server.ZoomApps;
using Reconvene.Zoom;
using Reconvene.Zoom.Webhooks;

namespace Reconvene.Server.Webhooks.Intake;

/// <summary>Finds the app whose secret signed a body. From memory; the rows are read again only if nothing fits.</summary>
internal sealed class ProveSender(KnownZoomApps known, IOptions<WebhookOptions> options, TimeProvider time)
{
    // Another node may have just been given the secret; a flood must not make more than one reading of it.
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestRefresh = TimeSpan.FromSeconds(1);

    // Tried where no app is meant, so that a name that does not exist takes the time of one that does.
    private static readonly IReadOnlyList<Secret> Nobody = [new(RandomNumberGenerator.GetHexString(43))];

    private readonly WebhookWindow _window = new(options.Value.AcceptedBack, options.Value.AcceptedAhead);

    /// <summary>Whether the two headers are of a form that some secret could prove.</summary>
    public bool CouldBeProven(SignedRequest request) =>
        WebhookProof.Verify([], request.Signature, request.Timestamp, [], time.GetUtcNow(), _window, out _)
            is WebhookVerdict.NotProven;

    public async Task<Proof> RunAsync(
        SignedRequest request, ReadOnlyMemory<byte> body, bool mayRefresh, CancellationToken cancellation)
    {
        var proof = Try(request, body.Span);
        if (proof.Verdict is WebhookVerdict.NotProven && mayRefresh && await RefreshAsync(cancellation))
        {
            return Try(request, body.Span);
        }

        return proof;
    }

    private Proof Try(SignedRequest request, ReadOnlySpan<byte> body)
    {
        var apps = Candidates(request.App);
        var secrets = apps.SelectMany(app => app.WebhookSecrets).ToList();
        var verdict = WebhookProof.Verify(
            body,
            request.Signature,
            request.Timestamp,
            secrets.Count is 0 ? Nobody : secrets,
            time.GetUtcNow(),
            _window,
            out var matched);
        if (verdict is not WebhookVerdict.Proven)
        {
            return new Proof(verdict, null, default, 0);
        }

        var number = matched;
        foreach (var app in apps)
        {
            if (number < app.WebhookSecrets.Count)
            {
                return new Proof(verdict, app, secrets[matched], number);
            }

            number -= app.WebhookSecrets.Count;
        }

        return new Proof(WebhookVerdict.NotProven, null, default, 0);
    }

    private ImmutableArray<KnownZoomApp> Candidates(string? name)
    {
        if (name is null)
        {
            return known.All;
        }

        return known.Find(name) is { } app ? [app] : [];
    }

    private async Task<bool> RefreshAsync(CancellationToken cancellation)
    {
        try
        {
            return await known.RefreshIfOlderAsync(FreshFor, cancellation).WaitAsync(LongestRefresh, time, cancellation);
        }
        catch (Exception error) when (error is DbException or TimeoutException)
        {
            return false;
        }
    }
}

/// <summary>Whose event it is, if anyone's.</summary>
/// <param name="Verdict">What the proof gave.</param>
/// <param name="App">The app whose secret fits; set when proven.</param>
/// <param name="Secret">That secret.</param>
/// <param name="SecretNumber">Its place in the app's list.</param>
internal sealed record Proof(WebhookVerdict Verdict, KnownZoomApp? App, Secret Secret, int SecretNumber);
