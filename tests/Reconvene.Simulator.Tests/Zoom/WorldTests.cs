using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.Zoom;

public class WorldTests
{
    [Fact]
    public async Task The_same_seed_gives_the_same_world_to_the_byte()
    {
        var first = await TellAsync(1);
        var again = await TellAsync(1);
        var other = await TellAsync(2);

        Assert.Equal(first, again);
        Assert.NotEqual(first, other, StringComparer.Ordinal);
    }

    /// <summary>Others' tests and notes name ids of this world: what is added to it draws its numbers apart.</summary>
    [Fact]
    public async Task The_small_world_of_a_seed_stays_what_it_has_always_been()
    {
        await using var sim = await Sim.StartAsync(new SimulatorOptions { TimeProvider = new TestClock() });
        var held = await sim.Control.HoldMeetingAsync(new(), sim.Cancellation);
        var world = sim.Control.World();
        var told = new StringBuilder();
        told.AppendJoin('\n', world.Accounts.SelectMany(account => account.Users).Select(user => $"{user.Id} {user.Email} {user.Status}"));
        told.AppendJoin('\n', world.Accounts.SelectMany(account => account.Meetings).Select(meeting => $"{meeting.Uuid} {meeting.Number} {meeting.StartsAt:O}"));
        told.AppendJoin('\n', world.Accounts.SelectMany(account => sim.Control.Files(account.AccountId)).Select(file => $"{file.Key} {file.DownloadPath} {file.Sha256}"));
        told.AppendJoin('\n', sim.Control.OAuth.Apps.Select(app => $"{app.AccountId} {app.ClientId} {app.ClientSecret} {app.WebhookSecret}"));
        told.Append(held.Meeting.Uuid).Append(await sim.TokenAsync());

        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(told.ToString())));

        Assert.StartsWith("a9d043a81b2be33ab16d7d59d9a07471219b531f", mark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_can_be_recognised_and_are_long_enough()
    {
        await using var sim = await Sim.StartAsync();

        var world = sim.Control.World();

        Assert.StartsWith("simsecret_", world.ClientSecret, StringComparison.Ordinal);
        Assert.StartsWith("simhook_", world.WebhookSecret, StringComparison.Ordinal);
        Assert.InRange(world.ClientId.Length, 5, 64);
        Assert.InRange(world.ClientSecret.Length, 10, 64);
    }

    [Fact]
    public async Task The_world_is_the_one_that_the_readme_tells()
    {
        await using var sim = await Sim.StartAsync();

        var world = sim.Control.World();

        Assert.Equal(5, world.Users.Count);
        Assert.Equal(10, world.Meetings.Count);
        Assert.Contains(world.Meetings, meeting => meeting.Topic.Contains("📚", StringComparison.Ordinal));
        Assert.Contains(world.Meetings, meeting => meeting.Type == 5);
        Assert.All(world.Meetings, meeting => Assert.InRange((sim.Control.Now - meeting.StartsAt).TotalDays, 0, 40));
    }

    [Fact]
    public async Task A_recording_that_was_stopped_and_started_has_two_segments_of_each_type()
    {
        await using var sim = await Sim.StartAsync();
        var design = sim.Control.World().Meetings.Single(meeting => meeting.Topic.StartsWith("Design", StringComparison.Ordinal));

        var videos = sim.Control.Files().Where(file => file.MeetingUuid == design.Uuid && file.FileType == "MP4").ToList();

        Assert.Equal(2, videos.Count);
        Assert.NotEqual(videos[0].StartsAt, videos[1].StartsAt);
    }

    [Fact]
    public async Task Both_forms_of_speaker_are_there_in_both_languages()
    {
        await using var sim = await Sim.StartAsync();
        var texts = new List<string>();
        foreach (var file in sim.Control.Files().Where(file => file.FileType == "TRANSCRIPT"))
        {
            texts.Add(Encoding.UTF8.GetString(await sim.DownloadAsync(file.DownloadPath)));
        }

        Assert.All(texts, text => Assert.StartsWith("WEBVTT\r\n\r\n1\r\n00:00:0", text, StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains("\r\nMaria Keller: Good morning", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains("\r\n<v Игорь Волков>Коллеги", StringComparison.Ordinal));
        Assert.Contains(texts, text => text.Contains("\r\nАнна Соколова: Здравствуйте", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Further_meetings_fill_a_year()
    {
        await using var sim = await Sim.StartAsync(new SimulatorOptions { FurtherMeetings = 500 });

        Assert.Equal(510, sim.Control.World().Meetings.Count);
        Assert.Equal(510, sim.Control.World().Meetings.DistinctBy(meeting => meeting.Uuid, StringComparer.Ordinal).Count());
    }

    [SharedFact]
    public async Task Real_texts_join_the_world_when_their_folder_is_given()
    {
        var folder = Path.Combine(Shared.Samples, "files");
        await using var sim = await Sim.StartAsync(new SimulatorOptions { SamplesFolder = folder });
        var seminar = sim.Control.World().Meetings.Single(meeting => meeting.Topic.StartsWith("Seminar", StringComparison.Ordinal));
        var transcript = sim.Control.Files().Single(file => file.MeetingUuid == seminar.Uuid && file.FileType == "TRANSCRIPT");

        var bytes = await sim.DownloadAsync(transcript.DownloadPath);

        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(folder, "transcript-2020-a.vtt")), bytes);
    }

    [Fact]
    public async Task A_transcript_that_somebody_gives_is_recorded_to_the_letter()
    {
        const string given = "WEBVTT\r\n\r\n1\r\n00:00:01.000 --> 00:00:04.500\r\nAnna Bell: Good morning.\r\n";
        await using var sim = await Sim.StartAsync();
        var held = await sim.Control.HoldMeetingAsync(new() { Transcript = given, Files = ["transcript"] }, sim.Cancellation);
        var transcript = sim.Control.Files().Single(file => file.MeetingUuid == held.Meeting.Uuid);

        Assert.Equal(given, Encoding.UTF8.GetString(await sim.DownloadAsync(transcript.DownloadPath)));
    }

    [Fact]
    public async Task A_folder_without_the_texts_changes_nothing()
    {
        await using var sim = await Sim.StartAsync(new SimulatorOptions { SamplesFolder = Path.GetTempPath() });

        Assert.Equal(10, sim.Control.World().Meetings.Count);
    }

    private static async Task<string> TellAsync(int seed)
    {
        await using var sim = await Sim.StartAsync(new SimulatorOptions { Seed = seed, TimeProvider = new TestClock() });
        var held = await sim.Control.HoldMeetingAsync(new(), sim.Cancellation);
        return JsonSerializer.Serialize(sim.Control.World()) + JsonSerializer.Serialize(sim.Control.Files())
            + JsonSerializer.Serialize(held) + await sim.TokenAsync();
    }
}
