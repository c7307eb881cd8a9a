using System.Diagnostics.Metrics;

namespace Reconvene.Server.Webhooks;

internal sealed class WebhookMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _accepted;
    private readonly Counter<long> _duplicates;
    private readonly Counter<long> _challenges;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _handled;
    private readonly Histogram<double> _stored;

    public WebhookMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("Reconvene");
        _accepted = _meter.CreateCounter<long>("reconvene.webhooks.accepted", "{event}", "Events stored.");
        _duplicates = _meter.CreateCounter<long>("reconvene.webhooks.duplicates", "{event}", "Events that were stored before.");
        _challenges = _meter.CreateCounter<long>("reconvene.webhooks.challenges", "{challenge}", "Address questions answered.");
        _refused = _meter.CreateCounter<long>("reconvene.webhooks.refused", "{request}", "Requests refused, by reason.");
        _handled = _meter.CreateCounter<long>("reconvene.webhooks.handled", "{event}", "Events handled, by outcome.");
        _stored = _meter.CreateHistogram<double>("reconvene.webhooks.stored.duration", "s", "From proof to stored.");
    }

    public void Accepted(TimeSpan took)
    {
        _accepted.Add(1);
        _stored.Record(took.TotalSeconds);
    }

    public void Duplicate() => _duplicates.Add(1);

    public void ChallengeAnswered() => _challenges.Add(1);

    public void Refused(string reason) => _refused.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Handled(string outcome) => _handled.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    public void Dispose() => _meter.Dispose();
}
