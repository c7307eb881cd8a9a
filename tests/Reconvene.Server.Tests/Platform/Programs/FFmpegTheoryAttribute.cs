namespace Reconvene.Server.Tests.Platform.Programs;

/// <summary>Needs ffmpeg; says so when it is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FFmpegTheoryAttribute : TheoryAttribute
{
    public FFmpegTheoryAttribute() => Skip = new FFmpegFactAttribute().Skip;
}
