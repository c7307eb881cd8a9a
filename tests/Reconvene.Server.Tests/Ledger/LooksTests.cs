using Reconvene.Server.Ledger;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Tests.Ledger;

/// <summary>When a recording is looked at again.</summary>
public sealed class LooksTests
{
    private static readonly DateTimeOffset Seen = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_looks_are_15_minutes_an_hour_6_hours_a_day_and_3_days_after_it_was_first_seen()
    {
        var looks = new List<TimeSpan>();
        var done = 0;
        for (var next = Looks.First(Ended(Seen), Seen); next is { } at; (done, next) = Looks.After(done, Seen, at))
        {
            looks.Add(at - Seen);
        }

        Assert.Equal(
            [TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromDays(1), TimeSpan.FromDays(3)], looks);
        Assert.Equal(Looks.Count, done);
    }

    [Theory]
    [InlineData(2, 2, 6)]
    [InlineData(7, 3, 24)]
    [InlineData(30, 4, 72)]
    public void Looks_that_were_slept_through_are_one(int hours, int done, int next) =>
        Assert.Equal((done, (DateTimeOffset?)Seen.AddHours(next)), Looks.After(0, Seen, Seen.AddHours(hours)));

    [Fact]
    public void After_the_last_look_there_is_none() =>
        Assert.Equal((5, null), Looks.After(0, Seen, Seen.AddDays(4)));

    [Fact]
    public void One_that_ended_three_days_before_it_was_seen_needs_none_unless_a_file_is_still_being_made()
    {
        Assert.Null(Looks.First(Ended(Seen.AddDays(-3)), Seen));
        Assert.NotNull(Looks.First(Ended(Seen.AddDays(-3).AddMinutes(1)), Seen));
        Assert.NotNull(Looks.First(Ended(Seen.AddDays(-9), isReady: false), Seen));
        Assert.NotNull(Looks.First(new ZoomRecording { Uuid = "of no known time" }, Seen));
    }

    private static ZoomRecording Ended(DateTimeOffset at, bool isReady = true) => new()
    {
        Uuid = "an instance",
        StartAt = at.AddHours(-1),
        DurationMinutes = 60,
        Files =
        [
            new ZoomRecordingFile
            {
                Id = "a file",
                FileType = new(isReady ? "MP4" : ""),
                DownloadUrl = isReady ? new Uri("https://zoom.us/rec/download/x") : null,
                RecordingEndAt = isReady ? at : null,
            },
        ],
    };
}
