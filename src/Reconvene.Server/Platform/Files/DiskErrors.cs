namespace Reconvene.Server.Platform.Files;

/// <summary>What Linux says of a disk (errno), which .NET hands on as the HResult of an <see cref="IOException"/>.</summary>
internal static class DiskErrors
{
    private const int InputOutputError = 5;
    private const int TryAgain = 11;
    private const int NoSpaceLeft = 28;
    private const int QuotaUsedUp = 122;

    public static bool IsFull(int error) => error is NoSpaceLeft or QuotaUsedUp;

    public static bool IsFull(IOException error) => IsFull(error.HResult);

    /// <summary>The disk itself fails to read or write.</summary>
    public static bool IsBroken(IOException error) => error.HResult is InputOutputError;

    /// <summary>Somebody else has the file open for themselves.</summary>
    public static bool IsLocked(IOException error) => error.HResult is TryAgain;
}
