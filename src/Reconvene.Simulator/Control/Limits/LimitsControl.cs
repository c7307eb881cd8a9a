using Reconvene.Simulator.Zoom;
using Reconvene.Simulator.Zoom.Http;

namespace Reconvene.Simulator.Control.Limits;

/// <summary>Rate limits: switching them on, another program that uses them too, and what became of them.</summary>
public sealed class LimitsControl
{
    private readonly SimulatorState _state;

    internal LimitsControl(SimulatorState state, IEnumerable<Route> routes)
    {
        _state = state;
        Labels = routes.Where(route => route.Label is not null)
            .ToDictionary(route => route.Name, route => route.Label!.Value, StringComparer.Ordinal);
    }

    /// <summary>The label of each call that counts, by method and route, such as <c>GET /v2/users</c>.</summary>
    public IReadOnlyDictionary<string, LimitLabel> Labels { get; }

    /// <summary>The limits in force; null for none.</summary>
    public LimitSettings? Settings
    {
        get => _state.Limits.Settings;
        set => _state.Limits.Settings = value;
    }

    /// <summary>Lets another program use a share of a limit from now on; a share of 0 stops it.</summary>
    public void SetOtherProgram(OtherProgram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Share is not (>= 0 and <= 1))
        {
            throw new ArgumentException($"Share {other.Share} is not possible: choose from 0 to 1.", nameof(other));
        }

        var account = other.AccountId ?? _state.World.Account.AccountId;
        if (_state.World.FindAccount(account) is null)
        {
            throw new ArgumentException($"Account '{account}' does not exist: GET /_control/world lists them.", nameof(other));
        }

        _state.Limits.SetOther(account, other.Table, other.Label, other.Share);
    }

    /// <summary>What was made of each limit that was touched, from the start until now.</summary>
    public IReadOnlyList<LimitUse> Use() => Use(null, null);

    /// <summary>What was made of each limit that was touched, from the one moment until before the other.</summary>
    public IReadOnlyList<LimitUse> Use(DateTimeOffset? since, DateTimeOffset? until) => _state.Limits.Use(since, until);

    /// <summary>Forgets the calls counted so far; the limits begin anew.</summary>
    public void Clear() => _state.Limits.Clear();
}
