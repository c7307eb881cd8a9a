using Reconvene.Simulator.OpenAi.Control;
using Reconvene.Simulator.Wire;

namespace Reconvene.Simulator.OpenAi.Http;

/// <summary>One line of the journal while its request is under way.</summary>
internal sealed class ModelNote(Journal<ModelRequest> journal, ModelRequest request)
{
    private readonly Lock _gate = new();
    private ModelRequest _request = journal.Begin(number => request with { Number = number });

    public void Change(Func<ModelRequest, ModelRequest> change)
    {
        lock (_gate)
        {
            _request = change(_request);
            journal.Renew(_request.Number, _request);
        }
    }
}
