using Reconvene.Server.Transcripts.Recognition;
using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Transcripts;

/// <summary>
/// Makes one transcript of all there is. A recording that was stopped and started again has several stretches, each with
/// times of its own: they are laid one after the other by when each began.
/// </summary>
internal static class ReadTranscript
{
    private const int MostFaults = 400;

    public static async Task<Transcript> FromAsync(TranscriptMatter matter, CancellationToken cancellation)
    {
        var reader = new ReadStretch(matter.Names, matter.PrefersOwn);
        var stretches = Stretch.Of(matter.Files, matter.Recognised);
        var first = stretches.Count is 0 ? null : stretches[0].StartAt;
        var lines = new List<(VttCue Cue, TimeSpan Offset, long File, bool IsChat)>();
        var sources = new HashSet<string>(StringComparer.Ordinal);
        var heard = new List<HeardPiece>();
        var end = TimeSpan.Zero;
        foreach (var stretch in stretches)
        {
            // Without a time of its own, a stretch can only follow what is already there.
            var offset = stretch.StartAt - first ?? end;
            var (source, said, chat) = await reader.RunAsync(stretch, cancellation);
            foreach (var (cue, file) in said)
            {
                lines.Add((cue, offset, file, false));
                end = offset + cue.End > end ? offset + cue.End : end;
            }

            lines.AddRange(chat.Select(one => (one.Cue, offset, one.File, true)));
            sources.UnionWith(source is null ? [] : [source]);
            heard.AddRange(source is TranscriptSource.Recognised ? stretch.Recognised!.Pieces : []);
        }

        var segments = lines
            .OrderBy(line => line.Offset + line.Cue.Start)
            .Select((line, index) => new Segment(
                index + 1, line.Offset + line.Cue.Start, line.Offset + line.Cue.End, line.Cue.Speaker ?? OnlyOne(matter, line.IsChat), line.Cue.Text, line.File)
            {
                IsChat = line.IsChat,
            })
            .ToList();
        var language = LanguageGuess.Of(segments.Where(segment => !segment.IsChat).DefaultIfEmpty().Select(segment => segment?.Text ?? ""));
        return new Transcript(SourceOf(sources), language, segments, [.. reader.Faults.Take(MostFaults)], TranscriptFingerprint.Of(matter))
        {
            ToldLanguage = ToldLanguage(heard),
        };
    }

    /// <summary>Where one person was alone, it was them.</summary>
    private static string? OnlyOne(TranscriptMatter matter, bool isChat) => !isChat && matter.Names is [var only] ? only : null;

    private static string SourceOf(HashSet<string> sources) => sources.Count switch
    {
        0 => TranscriptSource.Zoom,
        1 => sources.First(),
        _ => TranscriptSource.Mixed,
    };

    /// <summary>In which the recogniser says that most of its words were spoken; null when none of the words are its own.</summary>
    private static string? ToldLanguage(IEnumerable<HeardPiece> heard) => heard
        .Where(piece => piece.Heard.Language is not null)
        .GroupBy(piece => piece.Heard.Language!, StringComparer.OrdinalIgnoreCase)
        .MaxBy(group => group.Sum(piece => piece.Heard.Segments.Sum(segment => segment.Text.Length)))?.Key;
}
