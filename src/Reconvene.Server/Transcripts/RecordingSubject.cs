using System.Diagnostics;
using System.Globalization;
using Reconvene.Server.Recordings;

namespace Reconvene.Server.Transcripts;

/// <summary>A job about a recording has the subject <c>recording:12</c>.</summary>
internal static class RecordingSubject
{
    private const string Prefix = "recording:";

    public static RecordingId Read(string subject) =>
        subject.StartsWith(Prefix, StringComparison.Ordinal)
        && long.TryParse(subject.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new RecordingId(id)
            : throw new UnreachableException($"The job's subject '{subject}' is not of the form {Prefix}id.");
}
