using Reconvene.Server.Platform.Programs;

namespace Reconvene.Server.Tests.Platform.Programs;

/// <summary>Needs ffprobe and ffmpeg; says so when they are not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FFmpegTheoryAttribute : TheoryAttribute
{
    public FFmpegTheoryAttribute()
    {
        if (OutsidePrograms.Find("ffprobe") is null || OutsidePrograms.Find("ffmpeg") is null)
        {
            Skip = "ffprobe and ffmpeg are not installed; install the package ffmpeg to run this test.";
        }
    }
}
