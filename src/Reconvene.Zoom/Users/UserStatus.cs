using System.Text.Json.Serialization;
using Reconvene.Zoom.Json;

namespace Reconvene.Zoom.Users;

/// <summary>The state of a user. An open code: a value that is not among the known ones is kept as it came.</summary>
/// <param name="Value">Zoom's word.</param>
[JsonConverter(typeof(UserStatusConverter))]
public readonly record struct UserStatus(string Value)
{
    /// <summary>Signs in and hosts.</summary>
    public static UserStatus Active { get; } = new("active");

    /// <summary>Deactivated.</summary>
    public static UserStatus Inactive { get; } = new("inactive");

    /// <summary>Invited, not yet accepted; has no id.</summary>
    public static UserStatus Pending { get; } = new("pending");

    /// <inheritdoc/>
    public override string ToString() => Value ?? string.Empty;
}
