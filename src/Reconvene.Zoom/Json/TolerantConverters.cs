using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reconvene.Zoom.Json;

/// <summary>Text that may come as a number or a truth value.</summary>
internal sealed class TolerantText : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(ref reader) ?? throw new JsonException("A text was expected.");

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);

    public static string? Read(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => KnownWords.Find(ref reader) ?? reader.GetString(),
        JsonTokenType.Number => System.Text.Encoding.UTF8.GetString(reader.ValueSpan),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.Null => null,
        _ => throw new JsonException("A text was expected."),
    };
}

/// <summary>A whole number that may come as text, as an empty text, or with a fraction of zero.</summary>
internal sealed class TolerantLong : JsonConverter<long?>
{
    public override long? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var whole))
        {
            return whole;
        }

        var text = TolerantText.Read(ref reader)?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number is >= long.MinValue and <= long.MaxValue
            && decimal.IsInteger(number)
                ? (long)number
                : throw new JsonException("A whole number was expected.");
    }

    public override void Write(Utf8JsonWriter writer, long? value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Zoom's numbers are only read.");
}

/// <summary>The same for smaller numbers.</summary>
internal sealed class TolerantInt : JsonConverter<int?>
{
    private static readonly TolerantLong Wide = new();

    public override int? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Wide.Read(ref reader, typeof(long?), options) switch
        {
            null => null,
            >= int.MinValue and <= int.MaxValue and var number => (int)number,
            _ => throw new JsonException("A smaller number was expected."),
        };

    public override void Write(Utf8JsonWriter writer, int? value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Zoom's numbers are only read.");
}

/// <summary>A truth value that may come as text or as 0 and 1.</summary>
internal sealed class TolerantFlag : JsonConverter<bool?>
{
    public override bool? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TolerantText.Read(ref reader)?.Trim().ToUpperInvariant() switch
        {
            null or "" => null,
            "TRUE" or "1" or "YES" => true,
            "FALSE" or "0" or "NO" => false,
            _ => throw new JsonException("A truth value was expected."),
        };

    public override void Write(Utf8JsonWriter writer, bool? value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Zoom's flags are only read.");
}

/// <summary>A moment in ISO form, or as seconds or milliseconds since 1970; empty means absent.</summary>
internal sealed class TolerantMoment : JsonConverter<DateTimeOffset?>
{
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        // The usual form, read where it stands.
        if (reader.TokenType is JsonTokenType.String && !reader.HasValueSequence && reader.ValueSpan is [.., (byte)'Z']
            && reader.TryGetDateTimeOffset(out var usual))
        {
            return usual;
        }

        var text = TolerantText.Read(ref reader)?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return Moment.TryRead(text, out var moment) ? moment : throw new JsonException("A moment was expected.");
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Zoom's moments are only read.");
}

/// <summary>A secret that may be absent or empty.</summary>
internal sealed class TolerantSecret : JsonConverter<Secret?>
{
    public override Secret? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TolerantText.Read(ref reader) is { Length: > 0 } text ? new Secret(text) : null;

    public override void Write(Utf8JsonWriter writer, Secret? value, JsonSerializerOptions options) =>
        writer.WriteStringValue("***");
}

/// <summary>An absolute address; empty or relative text means absent.</summary>
internal sealed class TolerantAddress : JsonConverter<Uri>
{
    public override Uri? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Uri.TryCreate(TolerantText.Read(ref reader)?.Trim(), UriKind.Absolute, out var address) ? address : null;

    public override void Write(Utf8JsonWriter writer, Uri value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Zoom's addresses are only read.");
}
