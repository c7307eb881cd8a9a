using System.Text;
using Reconvene.Server.Transcripts.Chat;
using Reconvene.Server.Transcripts.Vtt;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Transcripts;

public sealed class ChatReaderTests
{
    [Fact]
    public async Task Messages_have_times_and_names_and_a_line_without_a_time_goes_on_with_the_one_above()
    {
        var (written, faults) = await ReadAsync(
            "no time here\r\n00:21:14\tAndrew Knight:\tHello\r\nand  welcome\r\n\r\n01:02:03\tЕлена: школа:\tПривет 👋\r\n00:00:01\t\tnobody\r\n00:00:02\tSilent:\t \r\n");

        Assert.Equal(
            [
                Cue(new TimeSpan(0, 21, 14), "Andrew Knight", "Hello and welcome", 2),
                Cue(new TimeSpan(1, 2, 3), "Елена: школа", "Привет 👋", 5),
                Cue(new TimeSpan(0, 0, 1), null, "nobody", 6),
            ],
            written);
        Assert.Equal([1], faults.Select(fault => fault.Line));
    }

    [SharedFact("zoom/samples/files/chat-2020-a.txt")]
    public async Task Zooms_own_file_is_read_to_the_last_message()
    {
        var path = SharedFactAttribute.PathOf("zoom/samples/files/chat-2020-a.txt")!;
        await using var file = File.OpenRead(path);
        var reader = new ChatReader(file);

        var written = await reader.ReadAsync(CancellationToken.None);

        Assert.Equal((await File.ReadAllLinesAsync(path)).Count(line => line.Length > 0), written.Count);
        Assert.Empty(reader.Faults);
        Assert.All(written, cue => Assert.NotNull(cue.Speaker));
    }

    [Fact]
    public async Task What_is_beyond_the_cap_is_left_and_said()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("00:00:01\tA:\tone\n", 1000))));
        var reader = new ChatReader(stream, largestBytes: 100);

        var written = await reader.ReadAsync(CancellationToken.None);

        Assert.InRange(written.Count, 1, 6);
        Assert.Contains("larger than 100 bytes", Assert.Single(reader.Faults).Message, StringComparison.Ordinal);
    }

    private static VttCue Cue(TimeSpan at, string? speaker, string text, int line) => new(at, at, speaker, text, line);

    private static async Task<(IReadOnlyList<VttCue> Written, IReadOnlyList<VttFault> Faults)> ReadAsync(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var reader = new ChatReader(stream);
        return (await reader.ReadAsync(CancellationToken.None), reader.Faults);
    }
}
