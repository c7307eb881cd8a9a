using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Programs;

namespace Reconvene.Server.Transcripts.Recognition;

/// <summary>
/// Takes the sound out of a recording's file with ffmpeg, as pieces that a recogniser takes: cut in a pause where one is near, and
/// with the exact moment at which each begins. ffmpeg is told which format to expect, may open nothing but files, and has no
/// network.
/// </summary>
internal sealed partial class CutSound(OutsidePrograms programs, IOptions<RecognitionOptions> options)
{
    public const string Program = "ffmpeg";

    private const string List = "pieces.csv";
    private const int MostPieces = 2000;

    /// <summary>Sound that begins late or has holes keeps its moments: FLAC has none of its own, so silence stands in for it.</summary>
    private const string Filled = "aresample=async=1:first_pts=0";

    /// <summary>How far from where a piece must end a pause is looked for.</summary>
    private static readonly TimeSpan MostEarly = TimeSpan.FromMinutes(1);

    private static readonly ProgramLimits Limits = new(
        TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(30), MemoryBytes: 2L << 30, OutputBytes: RecognitionOptions.UploadLimit);

    /// <summary>The pieces, in order and without gaps; or why there are none.</summary>
    /// <param name="path">A film or sound file.</param>
    /// <param name="place">Where the pieces are put.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<(IReadOnlyList<SoundPiece> Pieces, Failure? Failure)> RunAsync(
        string path, ProgramPlace place, CancellationToken cancellation)
    {
        var pauses = new List<(TimeSpan Start, TimeSpan End)>();
        var listened = await programs.RunAsync(
            Program, [.. Input(path), "-af", $"{Filled},silencedetect=noise=-40dB:d=0.3", "-f", "null", "-"], Limits, place, line => Note(pauses, line), cancellation);
        if (FailureOf(listened, path) is { } deaf)
        {
            return ([], deaf);
        }

        var cut = await programs.RunAsync(
            Program,
            [
                .. Input(path), "-af", Filled, "-ac", "1", "-ar", "16000", "-c:a", "flac", "-sample_fmt", "s16",
                "-f", "segment", .. Where(pauses), "-segment_list", place.Of(List), "-segment_list_type", "csv",
                "-segment_format", "flac", "-reset_timestamps", "1", place.Of("%05d.flac"),
            ],
            Limits,
            place,
            told: null,
            cancellation);
        return FailureOf(cut, path) is { } failure ? ([], failure) : (await ReadAsync(place, cancellation), null);
    }

    private static string[] Input(string path) =>
    [
        "-v", "info", "-nostats", "-nostdin", "-hide_banner",
        "-protocol_whitelist", "file",
        "-f", path.EndsWith(".mp3", StringComparison.OrdinalIgnoreCase) ? "mp3" : "mov",
        "-i", $"file:{path}",
        "-map", "0:a:0", "-vn", "-sn", "-dn",
    ];

    /// <summary>Told as <c>silence_end: 12.34 | silence_duration: 0.56</c>.</summary>
    private static void Note(List<(TimeSpan Start, TimeSpan End)> pauses, string line)
    {
        if (Pause.Match(line) is { Success: true } match
            && double.TryParse(match.Groups["end"].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var end)
            && double.TryParse(match.Groups["length"].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var length)
            && end >= length)
        {
            pauses.Add((TimeSpan.FromSeconds(end - length), TimeSpan.FromSeconds(end)));
        }
    }

    /// <summary>In the middle of the longest pause of the last minute before a piece grows too long; else then.</summary>
    private string[] Where(List<(TimeSpan Start, TimeSpan End)> pauses)
    {
        var longest = options.Value.LongestPiece;
        var early = MostEarly < longest / 2 ? MostEarly : longest / 2;
        var last = pauses.Count is 0 ? TimeSpan.Zero : pauses[^1].End;
        var cuts = new List<TimeSpan>();
        for (var from = TimeSpan.Zero; from + longest < last && cuts.Count < MostPieces;)
        {
            var latest = from + longest;
            var pause = pauses
                .Select(one => (Middle: one.Start + ((one.End - one.Start) / 2), Length: one.End - one.Start))
                .Where(one => one.Middle > latest - early && one.Middle <= latest)
                .OrderByDescending(one => one.Length)
                .FirstOrDefault();
            from = pause.Length > TimeSpan.Zero ? pause.Middle : latest;
            cuts.Add(from);
        }

        // After the last pause nothing is known: there pieces end where they must.
        var tail = cuts.Count is 0 ? TimeSpan.Zero : cuts[^1];
        for (var i = 1; i <= MostPieces - cuts.Count && i * longest.TotalHours <= 200; i++)
        {
            cuts.Add(tail + (i * longest));
        }

        return ["-segment_times", string.Join(',', cuts.Select(cut => cut.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture)))];
    }

    private static async Task<IReadOnlyList<SoundPiece>> ReadAsync(ProgramPlace place, CancellationToken cancellation)
    {
        var pieces = new List<SoundPiece>();
        foreach (var line in await File.ReadAllLinesAsync(place.Of(List), cancellation))
        {
            if (line.Split(',') is [var name, var start, var end]
                && double.TryParse(start, NumberStyles.Float, CultureInfo.InvariantCulture, out var from)
                && double.TryParse(end, NumberStyles.Float, CultureInfo.InvariantCulture, out var to)
                && to > from)
            {
                pieces.Add(new SoundPiece(place.Of(Path.GetFileName(name)), TimeSpan.FromSeconds(from), TimeSpan.FromSeconds(to)));
            }
        }

        return pieces;
    }

    private static Failure? FailureOf(ProgramOutcome outcome, string path) => outcome switch
    {
        ProgramOutcome.Ended { ExitCode: 0 } => null,
        ProgramOutcome.Ended ended => new(
            FailureKind.Unreadable, $"The sound could not be read: {WhatItSaid(ended.Error, path)} See whether the file plays."),
        ProgramOutcome.Stopped stopped => new(FailureKind.Unreadable, $"The sound could not be read: ffmpeg {stopped.Reason}"),
        ProgramOutcome.NotThere missing => new(
            FailureKind.Misconfigured, $"Speech cannot be recognised here: {missing.Reason} Install it (Debian: ffmpeg), then process the recording again."),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string WhatItSaid(string error, string path)
    {
        if (error.Contains("matches no streams", StringComparison.Ordinal))
        {
            return "there is no sound in the file.";
        }

        var said = error.Replace(path, "the file", StringComparison.Ordinal).Trim();
        return said.Length is 0 ? "ffmpeg said nothing." : $"ffmpeg says \"{(said.Length > 200 ? said[^200..] : said)}\".";
    }

    [GeneratedRegex(@"silence_end: (?<end>[\d.]+) \| silence_duration: (?<length>[\d.]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pause { get; }
}
