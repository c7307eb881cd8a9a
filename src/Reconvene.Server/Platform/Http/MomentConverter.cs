using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Reconvene.Server.Platform.Http;

/// <summary>Moments go out in UTC with <c>Z</c> and come in with <c>Z</c> or an offset: one without is nobody's time.</summary>
internal sealed class MomentConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.String || !reader.TryGetDateTimeOffset(out var moment) || !NamesOffset(reader.GetString()!))
        {
            throw new JsonException($"The JSON value could not be converted to {typeof(DateTimeOffset).FullName}.");
        }

        return moment.ToUniversalTime();
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
    }

    private static bool NamesOffset(string text) =>
        text.EndsWith('Z') || (text.Length > 6 && text[^3] is ':' && text[^6] is '+' or '-');
}
