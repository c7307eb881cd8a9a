using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reconvene.Zoom.Accounts;

/// <summary>A sub-account of a master account.</summary>
public sealed record ZoomAccount : IJsonOnDeserialized
{
    /// <summary>The account's id. Case-sensitive.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    [JsonPropertyName("account_name")]
    public string? Name { get; init; }

    /// <summary>Its owner's e-mail address.</summary>
    public string? OwnerEmail { get; init; }

    /// <summary>Its kind, in Zoom's words.</summary>
    [JsonPropertyName("account_type")]
    public string? Type { get; init; }

    /// <summary>How many licences it has.</summary>
    public int? Seats { get; init; }

    /// <summary>Begin of its subscription.</summary>
    [JsonPropertyName("subscription_start_time")]
    public DateTimeOffset? SubscriptionStartAt { get; init; }

    /// <summary>End of its subscription.</summary>
    [JsonPropertyName("subscription_end_time")]
    public DateTimeOffset? SubscriptionEndAt { get; init; }

    /// <summary>Made at.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The id, and never the address.</summary>
    public override string ToString() => $"ZoomAccount {Id}";

    /// <inheritdoc/>
    void IJsonOnDeserialized.OnDeserialized()
    {
        if (string.IsNullOrWhiteSpace(Id))
        {
            throw new JsonException("An account has no id.");
        }
    }
}
