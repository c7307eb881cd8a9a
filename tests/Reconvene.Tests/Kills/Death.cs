using System.Globalization;

namespace Reconvene.Tests.Kills;

/// <summary>What was so when the process died.</summary>
/// <param name="Point">Where it died.</param>
/// <param name="Requests">How many requests the simulator had seen.</param>
/// <param name="Held">Zoom's keys of the files that were on record as held.</param>
/// <param name="Gathered">How many bytes of a file, by Zoom's key, stood on the disk without being held.</param>
internal sealed record Death(
    KillPoint Point, int Requests, IReadOnlySet<string> Held, IReadOnlyDictionary<string, long> Gathered)
{
    /// <summary>Looks at what a process left that has just died.</summary>
    public static async Task<Death> ReadAsync(Stage stage, KillPoint point)
    {
        var files = await Kills.Held.UnfinishedAsync(stage.Database);
        var gathered = files
            .Select(file => (file.ZoomFileId, Partial: new FileInfo(Path.Combine(
                stage.DataFolder, "media", Text(file.TenantId), Text(file.RecordingId), $"{Text(file.Id)}.part~"))))
            .Where(file => file.Partial.Exists)
            .ToDictionary(file => file.ZoomFileId, file => file.Partial.Length, StringComparer.Ordinal);
        return new Death(point, stage.Control.Log.Count, await Kills.Held.ReadAsync(stage.Database), gathered);
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
