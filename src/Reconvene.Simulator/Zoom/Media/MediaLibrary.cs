using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.Media;

/// <summary>Makes sound and picture as long as what was said, once, and keeps them in a folder.</summary>
internal sealed class MediaLibrary(string folder, int seed)
{
    private readonly Lock _gate = new();

    public FileContent Audio(Speech speech) =>
        Keep("m4a", speech, () => Mp4File.Of("M4A ", [Track.Audio(Frames(speech))]));

    public FileContent Video(Speech speech) =>
        Keep("mp4", speech, () => Mp4File.Of("isom", [Track.Video(Pictures(speech)), Track.Audio(Frames(speech))]));

    private DiskContent Keep(string extension, Speech speech, Func<byte[]> make)
    {
        var path = Path.Combine(folder, $"{Key(speech)}.{extension}");
        lock (_gate)
        {
            if (!File.Exists(path))
            {
                Directory.CreateDirectory(folder);
                var unfinished = path + ".part";
                File.WriteAllBytes(unfinished, make());
                File.Move(unfinished, path, overwrite: true);
            }
        }

        return new DiskContent(path);
    }

    private string Key(Speech speech)
    {
        var text = new StringBuilder().Append(seed).Append(CultureInfo.InvariantCulture, $" {speech.Duration.Ticks}");
        foreach (var said in speech.Utterances)
        {
            text.Append(CultureInfo.InvariantCulture, $" {said.StartsAt.Ticks} {said.EndsAt.Ticks} {speech.VoiceOf(said)}");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..24];
    }

    private List<byte[]> Pictures(Speech speech)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(speech.Duration.TotalSeconds));
        return [.. Enumerable.Range(0, seconds).Select(second => StillVideo.Sample(second, seed))];
    }

    private static List<byte[]> Frames(Speech speech)
    {
        var count = Math.Max(1, (int)Math.Ceiling(speech.Duration.TotalSeconds * AacTones.SampleRate / AacTones.FrameSamples));
        var frames = new List<byte[]>(count);
        var next = 0;
        for (var i = 0; i < count; i++)
        {
            var at = TimeSpan.FromSeconds((double)i * AacTones.FrameSamples / AacTones.SampleRate);
            while (next < speech.Utterances.Count && speech.Utterances[next].EndsAt <= at)
            {
                next++;
            }

            var speaks = next < speech.Utterances.Count && speech.Utterances[next].StartsAt <= at;
            frames.Add(AacTones.Frame(speaks ? speech.VoiceOf(speech.Utterances[next]) : -1, i));
        }

        return frames;
    }
}
