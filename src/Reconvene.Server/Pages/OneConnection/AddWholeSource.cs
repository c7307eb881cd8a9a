using Reconvene.Client.Sources;

namespace Reconvene.Server.Pages.OneConnection;

/// <summary>The source that most people want: every cloud recording that the connection sees.</summary>
internal static class AddWholeSource
{
    public static ZoomSourceConfig Config { get; } = new() { RecordingType = "cloud" };

    public static bool IsWhole(SourceView source) =>
        source.IsActive
        && source.Config is { UserId: null, UserEmails: null or { Count: 0 }, AccountIds: null or { Count: 0 } };
}
