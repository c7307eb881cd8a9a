namespace Reconvene.Simulator.Zoom.Worlds;

/// <summary>The small world that the README tells. Days are counted back from the clock at start.</summary>
internal sealed class WorldBuilder(int seed, DateTimeOffset now, string? samplesFolder)
{
    private readonly SeededRandom _random = SeededRandom.For(seed, "world");
    private readonly DateTimeOffset _today = new(now.UtcDateTime.Date, TimeSpan.Zero);
    private readonly string _accountId = MainAccount.IdOf(seed);

    /// <summary>The two makers draw apart, so that what stands below the main account does not change it.</summary>
    public World Build(int furtherMeetings, MeetingMaker maker, MeetingMaker makerBelow)
    {
        var users = People();
        var below = new SubAccounts(seed, _today, _accountId);
        var world = new World(
            [new ZoomAccount(_accountId, "Sim Example", users[0], MasterId: null), .. below.Accounts], [.. users, .. below.Users]);
        foreach (var plan in Plans(users).Concat(Samples(users)).Concat(Further(users, furtherMeetings)))
        {
            world.Recordings.Add(maker.Make(plan));
        }

        foreach (var plan in below.Plans())
        {
            world.Recordings.Add(makerBelow.Make(plan));
        }

        MakeOdd(world);
        return world;
    }

    private ZoomUser[] People() =>
    [
        Person("Maria", "Keller", UserState.Active, "Europe/Berlin", "en-US", "maria.keller"),
        Person("Анна", "Соколова", UserState.Active, "Europe/Tallinn", "ru-RU", "anna.sokolova"),
        Person("Priya", "Nair", UserState.Active, "Asia/Kolkata", "en-US", "priya.nair"),
        Person("Игорь", "Волков", UserState.Inactive, "Europe/Moscow", "ru-RU", "igor.volkov"),
        Person("Sam", "Newcomer", UserState.Pending, "Europe/London", "en-US", "sam.newcomer"),
    ];

    private ZoomUser Person(
        string first, string last, UserState state, string zone, string language, string address)
    {
        var id = _random.UserId();
        return new ZoomUser
        {
            Id = state == UserState.Pending ? null : id,
            AccountId = _accountId,
            Email = $"{address}@sim.example",
            FirstName = first,
            LastName = last,
            State = state,
            PersonalNumber = _random.Between(3_000_000_000, 6_999_999_999),
            Timezone = zone,
            Language = language,
            CreatedAt = _today.AddDays(-_random.Between(400, 900)).AddHours(9),
        };
    }

    private IEnumerable<MeetingPlan> Plans(ZoomUser[] users)
    {
        var weekly = _random.Between(81_000_000_000, 89_999_999_999);
        yield return Plan("Weekly product sync 🚀", users[0], 15, 8, "weekly-1.en") with { Type = 8, Number = weekly };
        yield return Plan("Weekly product sync 🚀", users[0], 8, 8, "weekly-2.en") with
        {
            Type = 8, Number = weekly, TypeAsNumber = true, WithParticipantAudio = true,
        };
        yield return Plan("Weekly product sync 🚀", users[0], 1, 8, "weekly-3.en") with
        {
            Type = 8, Number = weekly, Kinds = [.. FileKind.All],
        };
        yield return Plan("Пробный урок английского 📚 Михаил", users[1], 2, 16, "lesson.ru") with
        {
            Uuid = "/" + _random.Uuid()[1..],
        };
        yield return Plan("Планёрка отдела продаж", users[3], 22, 6, "planning.ru") with { VoiceTags = true };
        yield return Plan("Customer interview: language school 🎧", users[2], 5, 9, "interview.en") with
        {
            VoiceTags = true, Uuid = DoubleSlash(_random.Uuid()),
        };
        yield return Plan("Webinar: retention rules for recordings", users[0], 30, 14, "webinar.en") with
        {
            Type = 5, Kinds = [FileKind.Video, FileKind.Audio, FileKind.Transcript, FileKind.Captions, FileKind.Timeline],
        };
        yield return Plan("Design review / player", users[2], 12, 10, "design.en");
        yield return Plan("Короткий созвон ☎️", users[1], 38, 12, "planning.ru") with { Kinds = [FileKind.Audio] };
        yield return Plan("Standup (Zoom is still at work)", users[0], 0, 0, "weekly-2.en") with
        {
            StartsAt = now.AddMinutes(-40), Kinds = [FileKind.Video],
        };
    }

    private MeetingPlan Plan(string topic, ZoomUser host, int daysAgo, int hour, string dialogue) => new()
    {
        Topic = topic,
        Host = host,
        StartsAt = _today.AddDays(-daysAgo).AddHours(hour).AddMinutes(_random.Below(3)).AddSeconds(_random.Below(60)),
        Stretches = DialogueLibrary.Read(dialogue, _random),
    };

    /// <summary>Real texts of 2020, when the folder with them is given.</summary>
    private IEnumerable<MeetingPlan> Samples(ZoomUser[] users)
    {
        var transcript = samplesFolder is null ? "" : Path.Combine(samplesFolder, "transcript-2020-a.vtt");
        var chat = samplesFolder is null ? "" : Path.Combine(samplesFolder, "chat-2020-a.txt");
        if (!File.Exists(transcript))
        {
            yield break;
        }

        yield return new MeetingPlan
        {
            Topic = "Seminar: asking the right questions of data (2020)",
            Host = users[2],
            StartsAt = _today.AddDays(-18).AddHours(13),
            Stretches = [VttReader.Read(File.ReadAllText(transcript))],
            Kinds = [FileKind.Video, FileKind.Audio, FileKind.Transcript, FileKind.Chat],
            TranscriptText = File.ReadAllBytes(transcript),
            ChatText = File.Exists(chat) ? File.ReadAllBytes(chat) : null,
        };
    }

    private IEnumerable<MeetingPlan> Further(ZoomUser[] users, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var dialogue = DialogueLibrary.Names[i % DialogueLibrary.Names.Count];
            yield return Plan($"Meeting {i + 1}", users[i % 3], 1 + (i % 360), i % 20, dialogue) with
            {
                // One timing for all of a dialogue lets thousands of meetings share a handful of media files.
                Stretches = DialogueLibrary.Read(dialogue, SeededRandom.For(seed, dialogue)),
            };
        }
    }

    /// <summary>What Zoom's documents do not promise and people have seen.</summary>
    private static void MakeOdd(World world)
    {
        var weekly = world.Recordings.All.Where(meeting => meeting.Topic.StartsWith("Weekly", StringComparison.Ordinal)).ToList();
        weekly[0].Files[0].Size = SizeForm.Text;
        weekly[1].Files[1].Size = SizeForm.Zero;
        weekly[1].Files[3].Size = SizeForm.Missing;
        foreach (var file in world.Recordings.All
            .Where(meeting => meeting.Topic.StartsWith("Standup", StringComparison.Ordinal))
            .SelectMany(meeting => meeting.Files))
        {
            file.IsProcessing = true;
        }
    }

    private static string DoubleSlash(string uuid) => uuid[..8] + "//" + uuid[10..];
}
