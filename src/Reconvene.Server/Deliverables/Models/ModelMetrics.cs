using System.Diagnostics.Metrics;

namespace Reconvene.Server.Deliverables.Models;

internal sealed class ModelMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _calls;
    private readonly Counter<long> _tokens;

    public ModelMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("Reconvene");
        _calls = _meter.CreateCounter<long>("reconvene.model.calls", "{call}", "Questions to the language model, by outcome.");
        _tokens = _meter.CreateCounter<long>("reconvene.model.tokens", "{token}", "Tokens of questions and answers, as they were booked.");
    }

    public void Called(string outcome) => _calls.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void Used(int tokens) => _tokens.Add(tokens);

    public void Dispose() => _meter.Dispose();
}
