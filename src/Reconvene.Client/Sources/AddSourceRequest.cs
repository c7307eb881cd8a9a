namespace Reconvene.Client.Sources;

/// <summary>Asks for a source: a rule saying which recordings of a connection to take.</summary>
public sealed record AddSourceRequest
{
    /// <summary>What people call it; 1 to 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>The platform; <c>zoom</c>.</summary>
    public string? Platform { get; init; }

    /// <summary>The connection to read from.</summary>
    public long? CredentialId { get; init; }

    /// <summary>Which of its recordings; all of the account when left out.</summary>
    public ZoomSourceConfig? Config { get; init; }
}
