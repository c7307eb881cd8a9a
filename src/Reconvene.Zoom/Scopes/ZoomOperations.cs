using System.Diagnostics;
using System.Text.Json;
using Reconvene.Zoom.Json;

namespace Reconvene.Zoom.Scopes;

/// <summary>The operations that <see cref="ZoomClient"/> calls, from the committed table <c>operations.json</c>.</summary>
public static class ZoomOperations
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ZoomOperation> All { get; } = Load();

    /// <summary>Lists the account's users.</summary>
    public static ZoomOperation ListUsers { get; } = Named(nameof(ListUsers));

    /// <summary>Reads one user.</summary>
    public static ZoomOperation GetUser { get; } = Named(nameof(GetUser));

    /// <summary>Lists a user's recordings.</summary>
    public static ZoomOperation ListUserRecordings { get; } = Named(nameof(ListUserRecordings));

    /// <summary>Reads the recording of one meeting.</summary>
    public static ZoomOperation GetRecording { get; } = Named(nameof(GetRecording));

    /// <summary>Moves a recording to the trash, or deletes it.</summary>
    public static ZoomOperation DeleteRecording { get; } = Named(nameof(DeleteRecording));

    /// <summary>Moves one file to the trash, or deletes it.</summary>
    public static ZoomOperation DeleteRecordingFile { get; } = Named(nameof(DeleteRecordingFile));

    /// <summary>Takes a recording out of the trash.</summary>
    public static ZoomOperation RecoverRecording { get; } = Named(nameof(RecoverRecording));

    private static ZoomOperation Named(string id) => All.Single(operation => operation.Id == id);

    private static ZoomOperation[] Load()
    {
        using var table = typeof(ZoomOperations).Assembly.GetManifestResourceStream("operations.json")
            ?? throw new UnreachableException("The table of operations is not in the assembly.");
        return JsonSerializer.Deserialize(table, ZoomJson.Default.ZoomOperationArray)
            ?? throw new UnreachableException("The table of operations is empty.");
    }
}
