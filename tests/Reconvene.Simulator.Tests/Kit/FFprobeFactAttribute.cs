namespace Reconvene.Simulator.Tests.Kit;

/// <summary>Needs ffprobe and ffmpeg; says so when they are not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FFprobeFactAttribute : FactAttribute
{
    public FFprobeFactAttribute()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "ffprobe")) && File.Exists(Path.Combine(folder, "ffmpeg"))))
        {
            Skip = "ffprobe and ffmpeg are not installed; install the package ffmpeg to run this test.";
        }
    }
}
