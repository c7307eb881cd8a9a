using System.Globalization;
using System.Text;
using Reconvene.Simulator.Control.Worlds;
using Reconvene.Simulator.Zoom.Media;

namespace Reconvene.Simulator.Zoom.Worlds.Large;

/// <summary>Thousands of recordings over years. What they are is made at start, what is in their files when somebody reads it.</summary>
internal sealed class LargeWorldBuilder
{
    private const int SeriesOfAHost = 3;
    private const int SlashEach = 40;
    private const int DoubleSlashEach = 57;

    private static readonly string[] Topics =
    [
        "Weekly sync", "Урок английского 📚", "Customer call", "Планёрка", "Design review / player", "Собеседование",
        "Retro 🚀", "Разбор звонков «продажи»", "Board & partners", "Вводная встреча",
    ];

    private readonly int _seed;
    private readonly LargeWorld _wish;
    private readonly DateTimeOffset _today;
    private readonly DateTimeOffset _earliest;
    private readonly SeededRandom _random;
    private readonly SharedTexts[] _texts;
    private readonly FileContent _sound;

    public LargeWorldBuilder(int seed, DateTimeOffset now, LargeWorld wish, MediaLibrary media)
    {
        _seed = seed;
        _wish = wish;
        _today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        _earliest = _today.AddYears(-wish.Years);
        _random = SeededRandom.For(seed, "large world");
        _texts = [.. DialogueLibrary.Names.Select(name => new SharedTexts(DialogueLibrary.Read(name, SeededRandom.For(seed, name))[0]))];
        var tone = new Utterance(TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(1800), "Tone", "");
        _sound = media.Audio(new Speech([tone], TimeSpan.FromSeconds(2), "en"));
    }

    public World Build(MeetingMaker makerBelow)
    {
        var accountId = MainAccount.IdOf(_seed);
        var people = ManyPeople.Make(_wish.Users, accountId, _earliest, _random);
        var below = new SubAccounts(_seed, _today, accountId);
        var world = new World(
            [new ZoomAccount(accountId, "Sim Example", people[0], MasterId: null), .. below.Accounts], [.. people, .. below.Users]);
        var days = new ManyDays(_earliest, _today, _random);
        var index = 0;
        foreach (var (host, count) in Shares(people.Count).Index())
        {
            var series = Enumerable.Range(0, SeriesOfAHost).Select(_ => Number()).ToArray();
            foreach (var startsAt in days.Of(host, count))
            {
                world.Recordings.Add(Recording(people[host], startsAt, index++, series));
            }
        }

        foreach (var plan in below.Plans())
        {
            world.Recordings.Add(makerBelow.Make(plan));
        }

        return world;
    }

    /// <summary>Some record five times as much as others.</summary>
    private int[] Shares(int users)
    {
        var weights = Enumerable.Range(0, users).Select(i => 1 + (i * 7 % 5)).ToArray();
        var shares = weights.Select(weight => (int)((long)_wish.Recordings * weight / weights.Sum())).ToArray();
        shares[0] += _wish.Recordings - shares.Sum();
        return shares;
    }

    private MeetingInstance Recording(ZoomUser host, DateTimeOffset startsAt, int index, long[] series)
    {
        var inSeries = _random.Below(10) < 6;
        var which = _random.Below(series.Length);
        var length = TimeSpan.FromSeconds(_random.Between(900, 5400));
        var meeting = new MeetingInstance
        {
            Number = inSeries ? series[which] : Number(),
            Uuid = Uuid(index),
            Topic = inSeries
                ? Topics[(int)(series[which] % Topics.Length)]
                : $"{Topics[_random.Below(Topics.Length)]} {(index + 1).ToString(CultureInfo.InvariantCulture)}",
            Type = inSeries ? 8 : 2,
            Host = host,
            StartsAt = startsAt,
            Length = length,
            Passcode = _random.Between(100_000, 999_999).ToString(CultureInfo.InvariantCulture),
            PlayPasscode = _random.Text(32),
        };
        var mark = Encoding.ASCII.GetBytes($"{index:D8}-{(uint)_random.Next():x8}");
        var texts = _texts[index % _texts.Length];
        foreach (var kind in Kinds(index))
        {
            meeting.Files.Add(new RecordingFile
            {
                Key = _random.Guid(),
                Opaque = _random.Text(40),
                Kind = kind,
                StartsAt = startsAt,
                EndsAt = startsAt + length,
                Content = kind == FileKind.Audio
                    ? new SizedContent(_sound, _wish.AudioBytes + _random.Below(1000), _random.Next())
                    : new MarkedContent(texts.Of(kind, voiceTags: index % 4 == 0), mark),
            });
        }

        return meeting;
    }

    private long Number() => _random.Between(81_000_000_000, 89_999_999_999);

    private string Uuid(int index)
    {
        var uuid = _random.Uuid();
        return (index % SlashEach, index % DoubleSlashEach) switch
        {
            (0, _) => "/" + uuid[1..],
            (_, 0) => uuid[..8] + "//" + uuid[10..],
            _ => uuid,
        };
    }

    private static IEnumerable<FileKind> Kinds(int index)
    {
        yield return FileKind.Audio;
        if (index % 17 != 0)
        {
            yield return FileKind.Transcript;
        }

        if (index % 5 == 0)
        {
            yield return FileKind.Chat;
        }

        if (index % 11 == 0)
        {
            yield return FileKind.Captions;
        }

        if (index % 13 == 0)
        {
            yield return FileKind.Timeline;
        }
    }
}
