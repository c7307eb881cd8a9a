using Reconvene.Simulator.Control;

namespace Reconvene.Simulator.Zoom.Http;

/// <summary>One line of the journal while its request is under way.</summary>
internal sealed class RequestNote(RequestJournal journal, LoggedRequest request)
{
    private readonly Lock _gate = new();
    private LoggedRequest _request = journal.Begin(request);

    public void Change(Func<LoggedRequest, LoggedRequest> change)
    {
        lock (_gate)
        {
            _request = change(_request);
            journal.Renew(_request);
        }
    }

    /// <summary>
    /// Taken before the first byte leaves: a client that has its answer may ask again before this request is quite over, and
    /// the two must not look as if they had overlapped.
    /// </summary>
    public void Answered() => Change(request => request with { AnsweredAsEvent = request.AnsweredAsEvent ?? journal.NextEvent() });
}
