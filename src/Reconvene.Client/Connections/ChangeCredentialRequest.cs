namespace Reconvene.Client.Connections;

/// <summary>Changes a connection; what is left out stays.</summary>
public sealed record ChangeCredentialRequest
{
    /// <summary>A new name; 1 to 320 characters.</summary>
    public string? AccountName { get; init; }

    /// <summary>Whether it may be used.</summary>
    public bool? IsActive { get; init; }

    /// <summary>The account's plan: <c>free</c>, <c>pro</c> or <c>business</c>.</summary>
    public string? Plan { get; init; }

    /// <summary>A new client secret, after it was changed at Zoom; 10 characters or more.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The text of the record: nothing of what it holds.</summary>
    public override string ToString() => "***";
}
