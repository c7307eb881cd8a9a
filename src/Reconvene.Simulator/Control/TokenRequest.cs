namespace Reconvene.Simulator.Control;

/// <summary>A request to the token endpoint, and which others for the same app and subject were under way meanwhile.</summary>
/// <param name="Number">Its number in the log.</param>
/// <param name="Status">The status of the answer; 0 while there is none.</param>
/// <param name="Ask">What it asked for.</param>
/// <param name="OverlapsWith">The numbers of the requests that began before this one was answered and ended after it began.</param>
public sealed record TokenRequest(int Number, int Status, TokenAsk Ask, IReadOnlyList<int> OverlapsWith)
{
    internal static IReadOnlyList<TokenRequest> Of(IReadOnlyList<LoggedRequest> log)
    {
        var asked = log.Where(request => request.Token is not null).ToList();
        return [.. asked.Select(one => new TokenRequest(
            one.Number, one.Status, one.Token!, [.. asked.Where(other => Overlap(one, other)).Select(other => other.Number)]))];
    }

    private static bool Overlap(LoggedRequest one, LoggedRequest other) =>
        one.Number != other.Number
        && one.Token!.Subject.Length > 0
        && one.Token.Subject == other.Token!.Subject
        && one.Token.ClientId == other.Token.ClientId
        && one.BeganAsEvent < (other.AnsweredAsEvent ?? long.MaxValue)
        && other.BeganAsEvent < (one.AnsweredAsEvent ?? long.MaxValue);
}
