namespace Reconvene.Zoom.Phone;

/// <summary>Whose a call recording or a voicemail is: a user, or a queue that several people answer.</summary>
public sealed record ZoomPhoneOwner
{
    /// <summary>The id of the user or of the queue.</summary>
    public string? Id { get; init; }

    /// <summary>The name.</summary>
    public string? Name { get; init; }

    /// <summary><c>user</c>, <c>callQueue</c>, <c>commonArea</c>, or another word of Zoom's.</summary>
    public string? Type { get; init; }

    /// <summary>The extension's number: a number in some answers and a text in others.</summary>
    public string? ExtensionNumber { get; init; }

    /// <summary><c>inactive</c> or <c>deleted</c>; null of one that is in use.</summary>
    public string? ExtensionStatus { get; init; }
}
