using System.Text;
using Reconvene.Server.Transcripts.Recognition;

namespace Reconvene.Server.Tests.Transcripts.Recognition;

/// <summary>What recognisers write is read whatever they leave out, and nothing of it makes the reader throw.</summary>
public sealed class HeardReaderTests
{
    [Theory]
    [InlineData("""{"language":"english","segments":[{"id":0,"seek":1.5,"start":0.5,"end":2,"text":" Hello all. ","tokens":null,"avg_logprob":null}],"duration":null}""")]
    [InlineData("""{"language":"english","segments":[{"id":"a","start":"0.5","end":"2.0","text":"Hello all."}]}""")]
    [InlineData("""{"result":{"language":"english"},"transcription":[{"offsets":{"from":500,"to":2000},"text":" Hello all."}]}""")]
    public void Servers_and_programs_of_all_kinds_are_understood(string json)
    {
        var heard = Read(json)!;

        Assert.Equal("english", heard.Language);
        var segment = Assert.Single(heard.Segments);
        Assert.Equal((500, 2000, "Hello all."), (segment.StartMs, segment.EndMs, segment.Text));
    }

    [Fact]
    public void A_text_without_times_was_said_somewhere_in_the_piece()
    {
        var segment = Assert.Single(Read("""{"text":"Hello all."}""")!.Segments);

        Assert.Equal((0, 10_000, "Hello all."), (segment.StartMs, segment.EndMs, segment.Text));
    }

    [Fact]
    public void Silence_is_an_answer()
    {
        Assert.Empty(Read("""{"text":"","segments":[]}""")!.Segments);
        Assert.Empty(Read("""{"text":""}""")!.Segments);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"hi\"")]
    [InlineData("{}")]
    [InlineData("""{"error":"x"}""")]
    [InlineData("""{"text":5}""")]
    [InlineData("{\"segments\":[")]
    public void What_is_no_such_answer_is_told_from_silence(string json) => Assert.Null(Read(json));

    [Fact]
    public void A_segment_that_cannot_be_is_left_and_a_letter_cut_in_two_is_replaced()
    {
        var json = Encoding.UTF8.GetBytes("""{"segments":[{"start":1e300,"text":"a"},{"text":"b"},{"start":1},null,5,{"start":1,"end":2,"text":"привет?"}]}""");
        json[Array.IndexOf(json, (byte)'?')] = 0xD0;

        var segment = Assert.Single(HeardReader.Read(json, TimeSpan.FromSeconds(10))!.Segments);

        Assert.Equal("привет\uFFFD", segment.Text);
    }

    [Fact]
    public void More_than_can_have_been_said_is_no_answer()
    {
        var segments = string.Join(',', Enumerable.Repeat($$"""{"start":1,"end":2,"text":"{{new string('a', 15_000)}}"}""", 80));

        Assert.Null(Read($$"""{"segments":[{{segments}}]}"""));
    }

    private static Heard? Read(string json) => HeardReader.Read(Encoding.UTF8.GetBytes(json), TimeSpan.FromSeconds(10));
}
