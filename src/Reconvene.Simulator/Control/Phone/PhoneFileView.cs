namespace Reconvene.Simulator.Control.Phone;

/// <summary>A call recording or a voicemail, and the truth about its sound.</summary>
public sealed class PhoneFileView
{
    private readonly Func<string> _sha256;

    internal PhoneFileView(Func<string> sha256) => _sha256 = sha256;

    /// <summary>Zoom's id.</summary>
    public required string Id { get; init; }

    /// <summary>What its download address ends with.</summary>
    public required string FileId { get; init; }

    /// <summary>The id of the call; recordings of one call share it.</summary>
    public required string CallId { get; init; }

    /// <summary>What <c>/phone/call_element</c> finds it by.</summary>
    public required string CallElementId { get; init; }

    /// <summary>The account it belongs to.</summary>
    public required string AccountId { get; init; }

    /// <summary>The user or queue it belongs to.</summary>
    public required string OwnerName { get; init; }

    /// <summary>The name of the other end.</summary>
    public required string OtherName { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>It is in the trash.</summary>
    public required bool IsTrashed { get; init; }

    /// <summary>What becomes of its transcript.</summary>
    public required PhoneTranscript Transcript { get; init; }

    /// <summary>The path of its download address.</summary>
    public required string DownloadPath { get; init; }

    /// <summary>The true length.</summary>
    public required long LengthBytes { get; init; }

    /// <summary>The true checksum in lower-case hex, computed when first asked for.</summary>
    public string Sha256 => _sha256();
}
