using Microsoft.Extensions.Configuration;
using Reconvene.Server;
using Reconvene.Server.Platform.Settings;

namespace Reconvene.Checks;

/// <summary>Everything that <c>doctor</c> looks at, in the order in which it is shown.</summary>
internal static class Checkup
{
    public static async Task<IReadOnlyList<CheckResult>> RunAsync(
        ServerOptions options, TimeProvider time, CancellationToken cancellation)
    {
        using var settings = new ConfigurationManager();
        SettingsSources.Add(settings, options);
        ICheck[] checks =
        [
            new DotnetCheck(),
            new SqliteLibraryCheck(),
            new ClockCheck(time),
            new DataFolderCheck(options.DataFolder),
            new DiskCheck(options.DataFolder),
            new MasterKeyCheck(options, settings["RECONVENE_MASTER_KEY"]),
            new DatabaseCheck(options),
            new IsolationCheck(),
            new ProgramCheck("ffmpeg", "audio of a video is not extracted, so own speech recognition hears audio files only", "ffmpeg"),
            new ProgramCheck("chromium", "PDF is made by WeasyPrint, when that is there", "chromium", "chromium-browser", "google-chrome"),
            new ProgramCheck("weasyprint", "PDF is made by Chromium, when that is there", "weasyprint"),
        ];
        var results = new List<CheckResult>();
        foreach (var check in checks)
        {
            results.Add(await check.RunAsync(cancellation));
        }

        return results;
    }
}
