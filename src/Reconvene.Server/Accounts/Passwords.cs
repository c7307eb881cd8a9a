using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Reconvene.Server.Accounts;

/// <summary>
/// Hashes and checks passwords. Each takes a good part of a second by design, so few run at once and the rest wait
/// their turn: guessing may keep these busy, never the server.
/// </summary>
internal sealed class Passwords : IDisposable
{
    private const int Shortest = 10;
    private const int Longest = 200;
    private const int AtOnce = 2;

    private readonly SemaphoreSlim _turn = new(AtOnce, AtOnce);
    private readonly PasswordHasher<Passwords> _hasher;
    private readonly Lazy<string> _nobody;

    public Passwords(PasswordCost cost)
    {
        _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = cost.Iterations }));
        _nobody = new(() => _hasher.HashPassword(this, "nobody's"));
    }

    /// <summary>Why a password cannot be taken; null when it can.</summary>
    public static string? Refuse(string password) =>
        password.Length is < Shortest or > Longest ? $"must have {Shortest} to {Longest} characters." : null;

    public Task<string> HashAsync(string password, CancellationToken cancellation) =>
        TakeTurnAsync(() => _hasher.HashPassword(this, password), cancellation);

    /// <summary>Checks a password against a hash; without one (no such person) it fails after the same work.</summary>
    public Task<bool> VerifyAsync(string? hash, string password, CancellationToken cancellation) =>
        TakeTurnAsync(
            () =>
            {
                // Who signs in elsewhere has an empty hash, and fails as slowly as who does not exist.
                var known = string.IsNullOrEmpty(hash) ? null : hash;
                var result = _hasher.VerifyHashedPassword(this, known ?? _nobody.Value, password);
                return known is not null && result is not PasswordVerificationResult.Failed;
            },
            cancellation);

    public void Dispose() => _turn.Dispose();

    private async Task<T> TakeTurnAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return await Task.Run(work, cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }
}
