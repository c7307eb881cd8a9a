using Reconvene.Server.Recordings;
using Reconvene.Server.Transcripts.Phone;
using Reconvene.Server.Transcripts.Vtt;

namespace Reconvene.Server.Transcripts;

/// <summary>
/// Makes one transcript of a recording's files. A recording that was stopped and started again has several, each with
/// times of its own: they are laid one after the other by when each began.
/// </summary>
internal static class ReadTranscript
{
    private const string Source = "zoom";
    private const int MostFaults = 400;

    public static async Task<Transcript> FromAsync(IReadOnlyList<HeldTextFile> files, CancellationToken cancellation)
    {
        var cues = new List<(VttCue Cue, TimeSpan Offset, long File)>();
        var faults = new List<string>();
        var ordered = files
            .DistinctBy(file => file.Sha256, StringComparer.Ordinal)
            .OrderBy(file => file.RecordingStartAt ?? DateTimeOffset.MaxValue)
            .ThenBy(file => file.FileId)
            .ToList();
        var first = ordered.Count is 0 ? null : ordered[0].RecordingStartAt;
        var end = TimeSpan.Zero;
        foreach (var file in ordered)
        {
            // Without a time of its own, a file can only follow what is already there.
            var offset = file.RecordingStartAt - first ?? end;
            var (said, wrong) = await ReadAsync(file, cancellation);
            foreach (var cue in said)
            {
                cues.Add((cue, offset, file.FileId));
                end = offset + cue.End > end ? offset + cue.End : end;
            }

            faults.AddRange(wrong.Select(fault => ordered.Count is 1 ? fault.ToString() : $"File {file.FileId}: {fault}"));
        }

        var segments = cues
            .OrderBy(item => item.Offset + item.Cue.Start)
            .Select((item, index) => new Segment(
                index + 1, item.Offset + item.Cue.Start, item.Offset + item.Cue.End, item.Cue.Speaker, item.Cue.Text, item.File))
            .ToList();
        var language = LanguageGuess.Of(segments.Select(segment => segment.Text));
        return new Transcript(Source, language, segments, [.. faults.Take(MostFaults)], TranscriptFingerprint.Of(files));
    }

    private static async Task<(IReadOnlyList<VttCue> Said, IReadOnlyList<VttFault> Faults)> ReadAsync(
        HeldTextFile file, CancellationToken cancellation)
    {
        await using var stream = File.OpenRead(file.Path);
        if (file.IsOfPhone)
        {
            var phone = new PhoneTranscriptReader(stream);
            return (await phone.ReadAsync(cancellation), phone.Faults);
        }

        var reader = new VttReader(stream, []);
        var said = new List<VttCue>();
        await foreach (var cue in reader.ReadAsync(cancellation))
        {
            said.Add(cue);
        }

        return (said, reader.Faults);
    }
}
