using System.Diagnostics.CodeAnalysis;

namespace Reconvene.Client.Connections;

/// <summary>What came of a person's consent.</summary>
public sealed record ConsentResult
{
    /// <summary>Whether there is a connection now. False while the person is still to say yes.</summary>
    public required bool Success { get; init; }

    /// <summary>One sentence for a person.</summary>
    public required string Message { get; init; }

    /// <summary>The Zoom user; null while nothing is connected.</summary>
    public string? ZoomUserId { get; init; }

    /// <summary>That user's e-mail address at Zoom; null while nothing is connected.</summary>
    public string? ZoomEmail { get; init; }

    /// <summary>The connection, as other routes call it; null while nothing is connected.</summary>
    public long? CredentialId { get; init; }

    /// <summary>Where the person says yes or no, in the same browser; null when nobody need be asked.</summary>
    [SuppressMessage("Design", "CA1056", Justification = "A JSON contract.")]
    public string? ConfirmationUrl { get; init; }
}
