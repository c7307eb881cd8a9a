using System.Text.Json;
using System.Text.Json.Serialization;
using Reconvene.Zoom.Recordings;
using Reconvene.Zoom.Users;

namespace Reconvene.Zoom.Json;

/// <summary>Reads a code and keeps it, known or not; null means the empty code.</summary>
internal abstract class OpenCodeConverter<T> : JsonConverter<T>
    where T : struct
{
    public override bool HandleNull => true;

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Make((TolerantText.Read(ref reader) ?? string.Empty).Trim());

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());

    protected abstract T Make(string text);
}

internal sealed class RecordingTypeConverter : OpenCodeConverter<RecordingType>
{
    protected override RecordingType Make(string text) => new(OpenCode.Lower(text));
}

internal sealed class RecordingFileTypeConverter : OpenCodeConverter<RecordingFileType>
{
    protected override RecordingFileType Make(string text) => new(text.ToUpperInvariant());
}

internal sealed class RecordingFileStatusConverter : OpenCodeConverter<RecordingFileStatus>
{
    protected override RecordingFileStatus Make(string text) => new(OpenCode.Lower(text));
}

internal sealed class UserStatusConverter : OpenCodeConverter<UserStatus>
{
    protected override UserStatus Make(string text) => new(OpenCode.Lower(text));
}

internal static class OpenCode
{
    // Zoom's words are ASCII and lower case; the upper-case advice is about round trips that do not happen here.
#pragma warning disable CA1308
    public static string Lower(string text) => text.ToLowerInvariant();
#pragma warning restore CA1308
}
