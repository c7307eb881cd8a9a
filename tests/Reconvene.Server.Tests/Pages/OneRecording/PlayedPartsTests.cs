using Reconvene.Client.Recordings;
using Reconvene.Server.Pages.OneRecording.Playing;
using Reconvene.Server.Transcripts;

namespace Reconvene.Server.Tests.Pages.OneRecording;

/// <summary>Which file plays which moment.</summary>
public sealed class PlayedPartsTests
{
    private static readonly DateTimeOffset Nine = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private long _next;

    [Fact]
    public void Of_each_stretch_the_film_that_shows_most_is_played_or_its_sound()
    {
        RecordingFileView[] files =
        [
            File("M4A", "audio_only"), File("MP4", "gallery_view"), File("MP4", "shared_screen_with_speaker_view"),
            File("M4A", "audio_interpretation"), File("MP4", "host_video"), File("TRANSCRIPT", "audio_transcript"),
            File("MP4", "shared_screen_with_speaker_view", minutes: 30, state: "missing"), File("M4A", "audio_only", minutes: 30),
        ];

        var film = PlayedParts.Of(files, wantsSound: false);
        var sound = PlayedParts.Of(files, wantsSound: true);

        Assert.Equal([new(3, 0, false), new(8, 1_800_000, true)], film.Parts);
        Assert.Equal([new(1, 0, true), new(8, 1_800_000, true)], sound.Parts);
        Assert.True(film.HasBoth);
        Assert.Equal(3, film.At(1_799_999)!.FileId);
        Assert.Equal(8, film.At(1_800_000)!.FileId);
    }

    [Fact]
    public void The_clock_is_that_of_the_transcript_also_where_the_first_stretch_has_none()
    {
        var parts = PlayedParts.Of([File("MP4", "speaker_view"), File("MP4", "speaker_view", minutes: 20), File("TRANSCRIPT", "", minutes: 20)], wantsSound: false);

        Assert.Equal([-1_200_000L, 0L], parts.Parts.Select(part => part.OffsetMs));
        Assert.Equal(2, parts.At(5000)!.FileId);
    }

    [Fact]
    public void Nothing_held_plays_nothing() =>
        Assert.Null(PlayedParts.Of([File("MP4", "speaker_view", state: "queued"), File("CHAT", "")], wantsSound: false).At(0));

    [Theory]
    [InlineData(0, null)]
    [InlineData(3, 1)]
    [InlineData(5, 1)]
    [InlineData(7, 2)]
    [InlineData(9, 4)]
    [InlineData(10, 5)]
    [InlineData(999, 5)]
    public void The_second_of_an_address_means_what_begins_within_it_and_else_what_began_before(int second, int? number)
    {
        Segment[] segments = [Said(1, 3.4), Said(2, 7.1), Said(3, 7.9), Said(4, 9) with { IsChat = true }, Said(5, 10.9)];

        Assert.Equal(number, Second.Find(segments, second)?.Number);
    }

    private static Segment Said(int number, double at) => new(number, TimeSpan.FromSeconds(at), TimeSpan.FromSeconds(at + 1), "Maria", "Yes.", 1);

    private RecordingFileView File(string type, string shows, int minutes = 0, string state = "held") => new()
    {
        Id = ++_next,
        FileType = type,
        RecordingType = shows,
        RecordingStart = Nine.AddMinutes(minutes),
        State = state,
        HeldAt = state is "held" ? Nine : null,
        LearnedBy = "sync",
    };
}
