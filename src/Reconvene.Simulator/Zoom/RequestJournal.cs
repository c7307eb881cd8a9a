using Reconvene.Simulator.Control;
using Reconvene.Simulator.Wire;

namespace Reconvene.Simulator.Zoom;

/// <summary>Every request that Zoom's simulator saw; beginnings and answers are counted together.</summary>
internal sealed class RequestJournal : Journal<LoggedRequest>
{
    private long _events;

    public LoggedRequest Begin(LoggedRequest request) =>
        Begin(number => request with { Number = number, BeganAsEvent = NextEvent() });

    public long NextEvent() => Interlocked.Increment(ref _events);

    public void Renew(LoggedRequest request) => Renew(request.Number, request);
}
