using System.Globalization;

namespace Reconvene.Server.Ledger;

/// <summary>How a recording is named as the subject of a job.</summary>
internal static class RecordingSubject
{
    private const string Prefix = "recording:";

    public static string Of(RecordingId recording) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{recording.Value}");

    public static RecordingId Read(string subject) =>
        new(long.Parse(subject.AsSpan(Prefix.Length), CultureInfo.InvariantCulture));
}
