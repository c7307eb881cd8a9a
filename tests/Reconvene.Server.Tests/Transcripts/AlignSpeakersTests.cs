using Reconvene.Server.Transcripts.Speakers;
using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Tests.Transcripts;

public sealed class AlignSpeakersTests
{
    // Stretches of speech of different lengths, with pauses between: as uneven as people are.
    private static readonly (double Start, double End, string Who)[] Spoken =
    [
        (1, 4, "Anna"), (5, 6, "Boris"), (9, 15, "Anna"), (15.5, 17, "Boris"), (22, 24, "Clara"), (25, 31, "Boris"), (33, 33.8, "Anna"),
        (40, 52, "Clara"), (53, 55, "Anna"), (60, 61, "Boris"), (64, 70, "Clara"), (72, 73, "Anna"), (80, 90, "Boris"),
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(3.2)]
    [InlineData(-7.5)]
    [InlineData(29.9)]
    [InlineData(-30)]
    public void Two_clocks_that_differ_by_half_a_minute_at_most_are_brought_together(double shift)
    {
        var said = Said(100);
        var turns = Turns(100 - shift);

        Assert.Equal(shift, AlignSpeakers.BestShift(said, turns).TotalSeconds, precision: 1);
        Assert.Equal(Spoken.Select(one => one.Who), AlignSpeakers.Name(said, turns).Select(cue => cue.Speaker), StringComparer.Ordinal);
    }

    [Fact]
    public void Who_was_heard_longest_in_a_stretch_has_said_it_and_what_has_a_name_keeps_it()
    {
        Turn[] turns = [new(At(0), At(3), ["Anna"]), new(At(3), At(4), ["Boris", "Anna"]), new(At(4), At(9), ["Boris"])];
        VttCue[] said = [Cue(0, 4), Cue(3, 9), Cue(5, 8, "Zoe"), Cue(9.5, 12), Cue(60, 62)];

        // The one after the last turn is near enough to belong to it; the one a minute later is nobody's.
        Assert.Equal(["Anna", "Boris", "Zoe", "Boris", null], AlignSpeakers.Name(said, turns).Select(cue => cue.Speaker), StringComparer.Ordinal);
    }

    [Fact]
    public void Turns_that_never_pause_tell_of_no_shift()
    {
        // The recording begins with somebody listed, and the first word comes later.
        Turn[] turns = [new(At(0), At(40), ["Anna"]), new(At(40), At(60), ["Boris"]), new(At(60), At(100), ["Anna"])];
        VttCue[] said = [Cue(20, 30), Cue(31, 39), Cue(41, 50), Cue(51, 59), Cue(61, 70)];

        Assert.Equal(["Anna", "Anna", "Boris", "Boris", "Anna"], AlignSpeakers.Name(said, turns).Select(cue => cue.Speaker), StringComparer.Ordinal);
    }

    [Fact]
    public void A_long_stretch_of_several_speakers_is_nobodys()
    {
        Turn[] turns = [new(At(0), At(40), ["Anna"]), new(At(40), At(80), ["Boris"]), new(At(80), At(200), ["Clara"])];

        Assert.Null(Assert.Single(AlignSpeakers.Name([Cue(0, 200)], [.. turns.Take(2), new(At(80), At(110), ["Clara"])])).Speaker);
        Assert.Equal("Clara", Assert.Single(AlignSpeakers.Name([Cue(20, 200)], turns)).Speaker);
    }

    [Fact]
    public void A_time_that_cannot_be_costs_nothing()
    {
        Turn[] turns = [.. Turns(0), new(At(36e6), At(36e6 + 1), ["Boris"])];

        Assert.Equal("Anna", AlignSpeakers.Name([.. Said(0), Cue(35e6, 35e6 + 1)], turns)[0].Speaker);
    }

    [Fact]
    public void Without_turns_nobody_is_named()
    {
        Assert.All(AlignSpeakers.Name(Said(0), []), cue => Assert.Null(cue.Speaker));
        Assert.Empty(AlignSpeakers.Name([], Turns(0)));
    }

    private static VttCue[] Said(double offset) => [.. Spoken.Select(one => Cue(one.Start + offset, one.End + offset))];

    private static Turn[] Turns(double offset) => [.. Spoken.Select(one => new Turn(At(one.Start + offset), At(one.End + offset), [one.Who]))];

    private static VttCue Cue(double start, double end, string? speaker = null) => new(At(start), At(end), speaker, "words", 1);

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
