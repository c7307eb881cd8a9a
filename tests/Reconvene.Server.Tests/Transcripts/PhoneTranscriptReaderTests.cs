using System.Text;
using Reconvene.Server.Transcripts.Phone;
using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Tests.Transcripts;

public sealed class PhoneTranscriptReaderTests
{
    [Fact]
    public async Task A_call_is_read_with_its_speakers_and_odd_turns_are_faults()
    {
        var (said, faults) = await ReadAsync(
            """
            {"type":"zoom_transcript","ver":1,"timeline":[
              {"text":"Hello,\n  there","ts":"00:00:01.200","end_ts":"00:00:02.000","users":[{"username":"Елена"}],"userId":"101"},
              {"text":"No name","ts":"00:00:03.000","end_ts":"00:00:02.000","users":[],"userId":101},
              {"text":"No time","ts":"soon"},
              {"text":"","ts":"00:00:05.000","end_ts":"00:00:06.000"},
              {"text":"Both","ts":"01:00:07,5","end_ts":"01:00:08.000","users":[{"username":"A"},{"username":"B"},{"username":"A"}]},
              7]}
            """);

        Assert.Equal(
            [
                new VttCue(TimeSpan.FromSeconds(1.2), TimeSpan.FromSeconds(2), "Елена", "Hello, there", 1),
                new VttCue(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3), "101", "No name", 2),
                new VttCue(new TimeSpan(0, 1, 0, 7, 500), new TimeSpan(1, 0, 8), "A, B", "Both", 5),
            ],
            said);
        Assert.Equal([2, 3, 6], faults.Select(fault => fault.Line));
    }

    [Fact]
    public async Task A_voicemail_is_one_turn_of_the_caller()
    {
        var (said, faults) = await ReadAsync(
            """{"id":"v","caller_name":"","caller_number":12345678,"duration":18,"transcription":{"status":2,"content":" Call me "}}""");

        Assert.Equal([new VttCue(TimeSpan.Zero, TimeSpan.FromSeconds(18), "12345678", "Call me", 1)], said);
        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("WEBVTT")]
    [InlineData("""{"timeline":{}}""")]
    [InlineData("""{"timeline":[null,[],{"text":{},"ts":{}}]}""")]
    [InlineData("""{"transcription":{"content":7,"status":2}, "timeline":null, "duration":1e400}""")]
    [InlineData("""{"timeline":[{"text":"\ud800","ts":"\udfff"}]}""")]
    public async Task No_content_makes_it_throw(string content)
    {
        var (said, faults) = await ReadAsync(content);

        Assert.True(said.Count is 1 || faults.Count > 0);
    }

    [Fact]
    public async Task A_turn_without_end_is_divided_and_a_file_without_end_not_read()
    {
        var text = string.Concat(Enumerable.Repeat("много слов ", 3000));
        var (said, faults) = await ReadAsync($$"""{"timeline":[{"text":"{{text}}","ts":"00:00:00.000","end_ts":"00:00:01.000"}]}""");

        Assert.Equal(
            text.Replace(" ", "", StringComparison.Ordinal),
            string.Concat(said.Select(one => one.Text)).Replace(" ", "", StringComparison.Ordinal));
        Assert.Contains("divided", Assert.Single(faults).Message, StringComparison.Ordinal);

        using var stream = new MemoryStream(new byte[100]);
        var reader = new PhoneTranscriptReader(stream, largestBytes: 99);
        Assert.Empty(await reader.ReadAsync(CancellationToken.None));
        Assert.Single(reader.Faults);
    }

    private static async Task<(IReadOnlyList<VttCue> Said, IReadOnlyList<VttFault> Faults)> ReadAsync(string content)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(content));
        var reader = new PhoneTranscriptReader(stream);
        return (await reader.ReadAsync(CancellationToken.None), reader.Faults);
    }
}
