using Reconvene.Bench.Kit;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Search;

namespace Reconvene.Bench.Search;

/// <summary>
/// What was said in ten thousand meetings of an hour is found before one notices: a fixed mix of questions over HTTP, the
/// whole of it and its slowest kind.
/// </summary>
internal sealed class SearchMeasure(Storage storage) : IMeasure
{
    private const int Meetings = 10_000;
    private const int OfOthers = 1_000;
    private const int FarPages = 40;
    private const double Share = 0.95;
    private const double MostMs = 50;
    private const int ListPage = 20;
    private const int Lists = 200;

    public string Name => $"search-{storage}";

    public string Says => "Words sought in 10,000 transcripts of an hour: rare ones, common ones, several, begun ones, by speaker, host, day, language.";

    public async Task<IReadOnlyList<Figure>> RunAsync(Setting setting, CancellationToken cancellation)
    {
        await using var server = await BenchServer.StartAsync(
            setting, storage, $"search-{storage}", new Dictionary<string, string?>(StringComparer.Ordinal), cancellation);
        var meetings = new HeldMeetings(server.Get<Database>(), server.Get<SaidIndex>());
        await meetings.AddAsync(new TenantId(2), Meetings + 1, OfOthers, cancellation);
        await meetings.AddAsync(TenantId.First, 1, Meetings, cancellation);
        await meetings.SettleAsync(cancellation);
        using var client = await SearchClient.StartAsync(server, cancellation);
        IReadOnlyList<QuestionKind> kinds =
        [
            .. QuestionMix.Make(meetings.MeetingsWith, Meetings), await LaterPageAsync(client, meetings.MeetingsWith, cancellation),
        ];
        var times = new MixTimes();
        await AskAsync(client, kinds, times, cancellation);
        var rounds = await SideBySide.RunAsync(
            setting, stop => ListAsync(client, stop), stop => AskAsync(client, kinds, times, stop), cancellation, times.Clear);
        return
        [
            rounds.Absolute($"Search in 10,000 hours, 95 of 100, {storage}", Bar.AtMost, MostMs, "ms") with { Behind = times.Mix(Share) },
            new($"The slowest kind of it, 95 of 100, {storage}", times.SlowestKind(Share), Bar.AtMost, MostMs)
            {
                Unit = "ms",
                VoidBecause = rounds.VoidBecause,
                Behind = times.Slowest(Share),
            },
            rounds.Ratio($"Search against a page of the list, {storage}", Bar.AtMost, 20, "ms"),
        ];
    }

    /// <summary>A page far down a word's results, by the cursor that the page before gave.</summary>
    private static async Task<QuestionKind> LaterPageAsync(
        SearchClient client, IReadOnlyDictionary<string, int> meetingsWith, CancellationToken cancellation)
    {
        var questions = new List<Question>();
        foreach (var word in QuestionMix.Everywhere(meetingsWith, Meetings).Take(10))
        {
            var query = $"q={Uri.EscapeDataString(word)}";
            questions.Add(new Question($"{query}&cursor={await client.CursorAsync(query, FarPages, cancellation)}", 20));
        }

        return new QuestionKind("a later page of a word of every", [.. questions, .. questions]);
    }

    /// <summary>Every question once, in an order that mixes the kinds; what 95 of 100 do not exceed.</summary>
    private static async Task<double> AskAsync(
        SearchClient client, IReadOnlyList<QuestionKind> kinds, MixTimes times, CancellationToken cancellation)
    {
        times.BeginRound();
        for (var place = 0; place < kinds.Max(kind => kind.Questions.Count); place++)
        {
            foreach (var kind in kinds.Where(kind => place < kind.Questions.Count))
            {
                times.Add(kind.Name, await client.TimeAsync(kind.Questions[place], cancellation));
            }
        }

        return times.OfRound(Share);
    }

    private static async Task<double> ListAsync(SearchClient client, CancellationToken cancellation)
    {
        var took = new List<double>();
        for (var reading = 0; reading < Lists; reading++)
        {
            took.Add(await client.TimeListAsync(ListPage, cancellation));
        }

        return Statistics.Median(took);
    }
}
