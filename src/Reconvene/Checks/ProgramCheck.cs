namespace Reconvene.Checks;

/// <summary>An optional program: there, or a healthy "off".</summary>
internal sealed class ProgramCheck(string name, string without, params string[] commands) : ICheck
{
    public Task<CheckResult> RunAsync(CancellationToken cancellation)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var found = commands.SelectMany(command => folders.Select(folder => Path.Combine(folder, command))).FirstOrDefault(File.Exists);
        return Task.FromResult(found is null
            ? new CheckResult(name, CheckState.Off, $"Not installed: {without}.", $"To have it: apt-get install {name}")
            : new CheckResult(name, CheckState.Ok, found));
    }
}
