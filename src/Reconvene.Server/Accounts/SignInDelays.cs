using System.Net;
using System.Net.Sockets;

namespace Reconvene.Server.Accounts;

/// <summary>
/// Makes guessing slow: after a few tries each further one waits longer, up to a minute, per account from one address
/// and per address over all accounts. An account guessed at from many addresses gives each new address one try, so its
/// owner, coming from elsewhere, still gets in with the right password. Kept in memory, per node.
/// </summary>
internal sealed class SignInDelays(TimeProvider time)
{
    private const int FreeForAccount = 5;
    private const int FreeForAddress = 20;
    private const int AccountUnderAttack = 50;
    private const int MostKept = 20_000;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(15);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Tries> _tries = new(StringComparer.Ordinal);

    /// <summary>
    /// Counts one try before it is made, so that many at once do not slip through together; the wait when it must not
    /// be made yet.
    /// </summary>
    public TimeSpan? Claim(string account, string address)
    {
        var now = time.GetUtcNow();
        var from = Network(address);
        lock (_lock)
        {
            Forget(now);
            var wholeAccount = Of($"account {account}");
            var pair = Of($"pair {account} {from}");
            var everyAccount = Of($"address {from}");
            var until = pair.NotBefore > everyAccount.NotBefore ? pair.NotBefore : everyAccount.NotBefore;
            if (until > now)
            {
                return until - now;
            }

            wholeAccount.Count(now, int.MaxValue);
            pair.Count(now, wholeAccount.Made > AccountUnderAttack ? 1 : FreeForAccount);
            everyAccount.Count(now, FreeForAddress);
            return null;
        }
    }

    /// <summary>
    /// For codes and tokens that nobody can guess: no account is tried, only the database is asked, so only the address
    /// counts. The wait when it must not ask yet; nothing is counted.
    /// </summary>
    public TimeSpan? Look(string address)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            return _tries.TryGetValue($"address {Network(address)}", out var tries) && tries.NotBefore > now
                ? tries.NotBefore - now
                : null;
        }
    }

    /// <summary>What was asked after <see cref="Look"/> was wrong.</summary>
    public void CountWrong(string address)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            Forget(now);
            Of($"address {Network(address)}").Count(now, FreeForAddress);
        }
    }

    /// <summary>The try was right.</summary>
    public void Forgive(string account, string address)
    {
        var from = Network(address);
        lock (_lock)
        {
            _tries.Remove($"pair {account} {from}");
            Of($"address {from}").TakeBack();
            Of($"account {account}").TakeBack();
        }
    }

    /// <summary>Whoever has one IPv6 address has the whole network of 2^64.</summary>
    private static string Network(string address) =>
        IPAddress.TryParse(address, out var ip) && ip is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
            ? Convert.ToHexStringLower(ip.GetAddressBytes().AsSpan(0, 8))
            : address;

    private Tries Of(string key)
    {
        if (!_tries.TryGetValue(key, out var tries))
        {
            _tries[key] = tries = new Tries();
        }

        return tries;
    }

    private void Forget(DateTimeOffset now)
    {
        if (_tries.Count < MostKept)
        {
            return;
        }

        foreach (var key in _tries.Where(entry => entry.Value.LastAt < now - Memory).Select(entry => entry.Key).ToList())
        {
            _tries.Remove(key);
        }

        foreach (var key in _tries.OrderBy(entry => entry.Value.LastAt).Take(_tries.Count - (MostKept / 2)).Select(entry => entry.Key).ToList())
        {
            _tries.Remove(key);
        }
    }

    private sealed class Tries
    {
        public int Made { get; private set; }

        public DateTimeOffset LastAt { get; private set; }

        public DateTimeOffset NotBefore { get; private set; }

        public void Count(DateTimeOffset now, int free)
        {
            Made = LastAt < now - Memory ? 1 : Made + 1;
            LastAt = now;
            if (Made >= free)
            {
                NotBefore = now + Longer(Made - free);
            }
        }

        public void TakeBack()
        {
            Made = Math.Max(0, Made - 1);
            NotBefore = DateTimeOffset.MinValue;
        }

        private static TimeSpan Longer(int times)
        {
            var wait = FirstWait * Math.Pow(2, Math.Min(times, 16));
            return wait < LongestWait ? wait : LongestWait;
        }
    }
}
