namespace Reconvene.Simulator.Zoom.Worlds;

internal enum UserState
{
    Active,
    Inactive,
    Pending,

    /// <summary>Neither the user nor what the user recorded is found any more.</summary>
    Deleted,
}

internal sealed record ZoomUser
{
    /// <summary>A person who was invited and has not accepted has no id.</summary>
    public required string? Id { get; init; }

    public required string AccountId { get; init; }

    public required string Email { get; init; }

    public required string FirstName { get; init; }

    public required string LastName { get; init; }

    /// <summary>Changed and read under the world's gate.</summary>
    public required UserState State { get; set; }

    public required long PersonalNumber { get; init; }

    public required string Timezone { get; init; }

    public required string Language { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public string Department { get; init; } = "Teaching";

    public int Type { get; init; } = 2;

    public string DisplayName => $"{FirstName} {LastName}";
}
