using Reconvene.Client.Sources;

namespace Reconvene.Server.Sources;

/// <summary>Which recordings a source takes, as <c>recording_type</c> says.</summary>
internal static class SourceRecordings
{
    /// <summary>Of meetings and webinars; also when nothing is said.</summary>
    public const string Cloud = "cloud";

    /// <summary>Calls and voicemails of Zoom Phone.</summary>
    public const string Phone = "phone";

    /// <summary>Both.</summary>
    public const string All = "all";

    public static bool TakesMeetings(ZoomSourceConfig config) => !Is(config, Phone);

    public static bool TakesPhone(ZoomSourceConfig config) => Is(config, Phone) || Is(config, All);

    public static bool IsKnown(string type) =>
        ((string[])[Cloud, Phone, All]).Contains(type, StringComparer.OrdinalIgnoreCase);

    private static bool Is(ZoomSourceConfig config, string type) =>
        string.Equals(config.RecordingType, type, StringComparison.OrdinalIgnoreCase);
}
