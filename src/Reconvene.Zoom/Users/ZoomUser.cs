using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reconvene.Zoom.Users;

/// <summary>A user of the account.</summary>
public sealed record ZoomUser : IJsonOnDeserialized
{
    /// <summary>Zoom's id; null for a pending user. Case-sensitive.</summary>
    public string? Id { get; init; }

    /// <summary>The e-mail address. People change it: keep the id.</summary>
    public string? Email { get; init; }

    /// <summary>First name.</summary>
    public string? FirstName { get; init; }

    /// <summary>Last name.</summary>
    public string? LastName { get; init; }

    /// <summary>The name that others see.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The licence: 1 Basic, 2 Licensed, 4 Unassigned; others are possible.</summary>
    public int? Type { get; init; }

    /// <summary>Active, inactive, pending or a word we do not know.</summary>
    public UserStatus? Status { get; init; }

    /// <summary>IANA time zone.</summary>
    public string? Timezone { get; init; }

    /// <summary>Department.</summary>
    [JsonPropertyName("dept")]
    public string? Department { get; init; }

    /// <summary>The account; only in the answer for one user.</summary>
    public string? AccountId { get; init; }

    /// <summary>The role's id.</summary>
    public string? RoleId { get; init; }

    /// <summary>Language, such as <c>en-US</c>.</summary>
    public string? Language { get; init; }

    /// <summary>Personal meeting number.</summary>
    [JsonPropertyName("pmi")]
    public long? PersonalMeetingId { get; init; }

    /// <summary>Made at.</summary>
    [JsonPropertyName("user_created_at")]
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Last sign-in; lags up to three days.</summary>
    [JsonPropertyName("last_login_time")]
    public DateTimeOffset? LastLoginAt { get; init; }

    /// <summary>The id, and never the address.</summary>
    public override string ToString() => $"ZoomUser {Id ?? "(pending)"}";

    /// <inheritdoc/>
    void IJsonOnDeserialized.OnDeserialized()
    {
        if (string.IsNullOrWhiteSpace(Id) && string.IsNullOrWhiteSpace(Email))
        {
            throw new JsonException("A user has neither id nor e-mail.");
        }
    }
}
