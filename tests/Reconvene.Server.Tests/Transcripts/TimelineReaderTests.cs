using System.Text;
using Reconvene.Server.Transcripts.Speakers;

namespace Reconvene.Server.Tests.Transcripts;

public sealed class TimelineReaderTests
{
    [Fact]
    public async Task Turns_run_from_entry_to_entry_and_nobody_is_silence()
    {
        var turns = await ReadAsync(
            """
            {"timeline":[
              {"ts":"00:00:12.500","users":[{"username":"Bob"},{"username":"Alice"}]},
              {"ts":"00:00:05.000","users":[]},
              {"ts":"00:00:10.000","users":[{"username":"Alice"}]},
              {"ts":"soon","users":[{"username":"X"}]},
              {"ts":"00:00:20.000","users":[]}],
             "timeline_refine":[]}
            """);

        Assert.Equal(
            [(10.0, 12.5, "Alice"), (12.5, 20.0, "Bob, Alice")],
            turns.Select(turn => (turn.Start.TotalSeconds, turn.End.TotalSeconds, string.Join(", ", turn.Names))));
    }

    [Fact]
    public async Task The_refined_form_is_taken_where_there_is_one_and_the_last_turn_lasts()
    {
        var turns = await ReadAsync(
            """
            {"timeline":[{"ts":"00:00:01.000","users":[{"username":"Raw"}]}],
             "timeline_refine":[{"ts":"00:00:01.000","users":[{"username":"Refined"}]}]}
            """);

        var turn = Assert.Single(turns);
        Assert.Equal(["Refined"], turn.Names);
        Assert.Equal(TimeSpan.FromDays(1), turn.End - turn.Start);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("""{"timeline":[null,7,{"ts":{}},{"ts":"00:00:01.000","users":7},{"ts":"00:00:02.000","users":[7,{"username":{}}]}]}""")]
    public async Task What_is_no_timeline_tells_nothing(string text) => Assert.Empty(await ReadAsync(text));

    private static async Task<IReadOnlyList<Turn>> ReadAsync(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await TimelineReader.ReadAsync(stream, CancellationToken.None);
    }
}
