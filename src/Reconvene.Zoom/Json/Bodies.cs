using System.Text.Json.Serialization;
using Reconvene.Zoom.Recordings;
using Reconvene.Zoom.Users;

namespace Reconvene.Zoom.Json;

/// <summary>What every page of a listing says about the listing.</summary>
internal abstract record ListBody
{
    public string? NextPageToken { get; init; }

    public long? TotalRecords { get; init; }
}

internal sealed record RecordingsBody : ListBody
{
    public TolerantList<ZoomRecording> Meetings { get; init; }
}

internal sealed record UsersBody : ListBody
{
    public TolerantList<ZoomUser> Users { get; init; }
}

internal sealed record TokenBody
{
    public Secret? AccessToken { get; init; }

    public Secret? RefreshToken { get; init; }

    public long? ExpiresIn { get; init; }

    public string? Scope { get; init; }

    [JsonPropertyName("api_url")]
    public string? ApiAddress { get; init; }
}
