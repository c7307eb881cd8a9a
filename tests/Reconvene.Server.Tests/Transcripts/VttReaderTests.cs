using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Reconvene.Server.Transcripts;
using Reconvene.Server.Transcripts.Formats;
using Reconvene.Server.Transcripts.Vtt;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Transcripts;

public sealed class VttReaderTests
{
    [Fact]
    public async Task A_meeting_as_zoom_writes_it_is_read_whole()
    {
        var (cues, faults) = await Meetings.ReadAsync(Meetings.Vtt(Meetings.Russian));

        Assert.Empty(faults);
        Assert.Equal(Meetings.Russian.Split('\n').Length, cues.Count);
        Assert.All(cues, cue => Assert.NotNull(cue.Speaker));
        Assert.Equal("Марина Котова", cues[0].Speaker);
        Assert.Equal("Всем привет, меня слышно?", cues[0].Text);
    }

    [SharedFact("zoom/samples/files/transcript-2020-a.vtt")]
    public async Task The_real_file_has_300_cues_of_which_two_name_nobody()
    {
        var bytes = await File.ReadAllBytesAsync(SharedFactAttribute.PathOf("zoom/samples/files/transcript-2020-a.vtt")!);

        var (cues, faults) = await Meetings.ReadAsync(bytes);

        Assert.Empty(faults);
        Assert.Equal(300, cues.Count);
        Assert.Equal(2, cues.Count(cue => cue.Speaker is null));
        Assert.Equal(5, cues.Select(cue => cue.Speaker).OfType<string>().Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("Anna: hello", "Anna", "hello")]
    [InlineData("Note: bring the keys", null, "Note: bring the keys")]
    [InlineData("so the thing is: we wait", null, "so the thing is: we wait")]
    [InlineData("Anna (Design): hello", "Anna (Design)", "hello")]
    [InlineData("Room 5: left: hello", "Room 5: left", "hello")]
    [InlineData("<v Anna Bell>hello <i>there</i></v>", "Anna Bell", "hello there")]
    [InlineData("<v.loud R &amp; D>a &lt; b --&gt; c</v>", "R & D", "a < b --> c")]
    [InlineData("<c>Anna: quoted</c>", null, "Anna: quoted")]
    [InlineData("2 < 3 and 4 > 3", null, "2 < 3 and 4 > 3")]
    [InlineData("Вопрос: когда начнём?", null, "Вопрос: когда начнём?")]
    public async Task A_speaker_is_told_from_what_is_said(string line, string? speaker, string text)
    {
        var (cues, _) = await Meetings.ReadAsync($"WEBVTT\n\n00:01.000 --> 00:02.000\n{line}\n", "Room 5: left");

        Assert.Equal((speaker, text), (Assert.Single(cues).Speaker, cues[0].Text));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public async Task Notes_styles_settings_and_missing_hours_do_not_matter(string end)
    {
        var text = "WEBVTT - title\n\nSTYLE\n::cue{}\n\nNOTE a --- b\nmore\n\nfirst\n00:01.5 --> 00:02,250 align:start\nAnn: one\n\n"
            + "100:00:01.000 --> 100:00:02.000\nBob: two\nand more\nAnn: no";

        var (cues, faults) = await Meetings.ReadAsync(text.Replace("\n", end, StringComparison.Ordinal));

        Assert.Empty(faults);
        Assert.Equal(["one", "two and more", "no"], cues.Select(cue => cue.Text), StringComparer.Ordinal);
        Assert.Equal(["Ann", "Bob", "Ann"], cues.Select(cue => cue.Speaker), StringComparer.Ordinal);
        Assert.Equal(TimeSpan.FromMilliseconds(1500), cues[0].Start);
        Assert.Equal(TimeSpan.FromHours(100) + TimeSpan.FromSeconds(1), cues[1].Start);
    }

    [Fact]
    public async Task What_cannot_be_read_is_named_with_its_line_and_the_rest_is_read()
    {
        var (cues, faults) = await Meetings.ReadAsync(
            "1\n00:00:05.000 --> 00:00:04.000\nAnn: backwards\n\n2\n00:99:00.000 --> x\nAnn: lost\n\n3\n00:00:01.000 --> 00:00:02.000\nAnn: early\n\n4\n00:00:0");

        Assert.Equal(["backwards", "early"], cues.Select(cue => cue.Text), StringComparer.Ordinal);
        Assert.Equal([1, 2, 6, 10, 14], faults.Select(fault => fault.Line));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("windows-1251")]
    [InlineData("utf-8")]
    public async Task Other_encodings_are_told_from_the_bytes(string name)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        var text = "WEBVTT\n\n00:01.000 --> 00:02.000\nОлег: начнём\n";

        var (cues, faults) = await Meetings.ReadAsync([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);

        Assert.Empty(faults);
        Assert.Equal(("Олег", "начнём"), (Assert.Single(cues).Speaker, cues[0].Text));
    }

    [Fact]
    public async Task An_empty_file_and_a_file_without_speech_say_so()
    {
        Assert.Equal("The file is empty.", Assert.Single((await Meetings.ReadAsync("")).Faults).Message);
        Assert.Equal("The file holds no speech.", Assert.Single((await Meetings.ReadAsync("WEBVTT\n")).Faults).Message);
    }

    [Fact]
    public async Task A_file_past_the_cap_is_read_up_to_it()
    {
        var bytes = Encoding.UTF8.GetBytes(Meetings.Vtt(Meetings.English));
        using var stream = new MemoryStream(bytes);
        var reader = new VttReader(stream, [], bytes.Length / 2);

        var count = 0;
        await foreach (var cue in reader.ReadAsync(CancellationToken.None))
        {
            count += cue.Text.Length > 0 ? 1 : 0;
        }

        Assert.InRange(count, 10, 40);
        Assert.Contains(reader.Faults, fault => fault.Message.Contains("larger than", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_hundred_thousand_cues_are_read()
    {
        var text = new StringBuilder("WEBVTT\n");
        for (var i = 0; i < 200_000; i++)
        {
            text.Append("\n00:00:01.000 --> 00:00:02.000\nAnna: words of a long day\n");
        }

        var (cues, faults) = await Meetings.ReadAsync(text.ToString());

        Assert.Equal(200_000, cues.Count);
        Assert.Empty(faults);
    }

    [Fact]
    public void No_bytes_make_it_throw() =>
        Prop.ForAll<byte[]>(bytes => Read([.. "WEBVTT\n\n00:01.000 --> 00:02.000\n"u8, .. bytes]) >= 0 && Read(bytes) >= 0).QuickCheckThrowOnFailure();

    [Fact]
    public void A_shuffled_file_does_not_make_it_throw()
    {
        string[] pieces = ["WEBVTT", "\n", "\r", "\n\n", "00:00:01.000 --> 00:00:02.000", "-->", "<v ", "A>", "</v>", "<", "&#0;", "&amp;", "&#xD800;", "NOTE", "7", "Anna: ", ":", "\0", "\uD83D", "😀"];
        var files = Gen.Elements(pieces).ListOf().ToArbitrary();
        Prop.ForAll(files, parts => Read(Encoding.UTF8.GetBytes(string.Concat(parts))) >= 0).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        string[] words = ["-->", "<v", "x>", "&amp;", "Anna:", "Note:", "</v>", "1", "00:01.000", "שלום", "😀", "да", "a<b", "WEBVTT", "NOTE"];
        var text = Gen.Elements(words).NonEmptyListOf().Select(list => string.Join(' ', list));
        var segment = text.Zip(Gen.Choose(0, 500_000)).Zip(Gen.OneOf(text.Select(name => (string?)(name.Length > 200 ? "Anna" : name)), Gen.Constant<string?>(null)));
        Prop.ForAll(segment.ListOf().ToArbitrary(), list =>
        {
            var segments = list
                .OrderBy(item => item.Item1.Item2)
                .Select((item, i) => new Segment(i + 1, TimeSpan.FromMilliseconds(item.Item1.Item2), TimeSpan.FromMilliseconds(item.Item1.Item2 + 900), item.Item2, item.Item1.Item1, 1))
                .ToList();
            var back = WrittenAndReadAsync(segments).GetAwaiter().GetResult();
            return back.SequenceEqual(segments.Select(item => (item.Start, item.End, item.Speaker, item.Text)));
        }).QuickCheckThrowOnFailure();
    }

    private static async Task<List<(TimeSpan Start, TimeSpan End, string? Speaker, string Text)>> WrittenAndReadAsync(List<Segment> segments)
    {
        using var stream = new MemoryStream();
        var head = new TranscriptHead { Topic = "", Source = "zoom", Language = "en", Faults = "[]", Fingerprint = "" };
        await TranscriptFormat.Find("vtt")!.WriteAsync(stream, head, segments.ToAsyncEnumerable(), CancellationToken.None);
        var (cues, _) = await Meetings.ReadAsync(stream.ToArray());
        return [.. cues.Select(cue => (cue.Start, cue.End, cue.Speaker, cue.Text))];
    }

    private static int Read(byte[] bytes) => Meetings.ReadAsync(bytes).GetAwaiter().GetResult().Cues.Count;
}
