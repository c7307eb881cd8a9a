using System.Text.Json;
using System.Text.RegularExpressions;
using Reconvene.Client;

namespace Reconvene.Server.Platform.Http;

/// <summary>What is wrong, field by field, with JSON that does not fit the request's type.</summary>
internal static partial class JsonFaults
{
    private const string Unknown = "of another kind: see the API's description of this field";

    public static IReadOnlyList<FieldError> Explain(JsonException error)
    {
        var place = Place(error.Path);
        var missing = MissingNames().Match(error.Message);
        if (missing.Success)
        {
            return [.. QuotedName().Matches(missing.Groups["names"].Value).Select(name =>
                new FieldError(Join(place, name.Groups["name"].Value), "is required."))];
        }

        return [new(place.Length is 0 ? "body" : place, Message(error.Message, place))];
    }

    private static string Message(string message, string place)
    {
        if (message.Contains("could not be mapped", StringComparison.Ordinal))
        {
            return "is not a field of this request: remove it, or correct its name.";
        }

        if (message.Contains("null values", StringComparison.Ordinal))
        {
            return "must not be null.";
        }

        return message.Contains("Duplicate property", StringComparison.Ordinal)
            ? "stands twice: send it once."
            : $"must be {Expected(TypeName().Match(message).Groups["type"].Value.TrimEnd('.'), place)}.";
    }

    /// <summary>
    /// The reader names the field's type, or for a constructor's parameter only the type that the field stands in.
    /// </summary>
    private static string Expected(string typeName, string place)
    {
        if (typeName.StartsWith("System.Collections", StringComparison.Ordinal) || typeName.EndsWith("[]", StringComparison.Ordinal))
        {
            return "a list";
        }

        var named = Type.GetType(typeName) ?? Find(typeName);
        return named is null ? Unknown : Words(FieldOf(named, place) ?? named);
    }

    private static Type? FieldOf(Type holder, string place)
    {
        var last = place[(place.LastIndexOf('.') + 1)..];
        var field = Array.Find(
            holder.GetProperties(), property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name) == last);
        return field is null ? null : Nullable.GetUnderlyingType(field.PropertyType) ?? field.PropertyType;
    }

    private static string Words(Type type)
    {
        if (type.IsEnum)
        {
            return $"one of {Names(type)}";
        }

        return Type.GetTypeCode(type) switch
        {
            TypeCode.String => "text",
            TypeCode.Boolean => "true or false",
            TypeCode.Int16 or TypeCode.Int32 or TypeCode.Int64 => "a whole number",
            TypeCode.Double or TypeCode.Decimal or TypeCode.Single => "a number",
            _ when type == typeof(DateTimeOffset) => "a moment with Z or an offset, such as 2026-02-25T13:00:00Z",
            _ when type == typeof(DateOnly) => "a date such as 2026-02-25",
            _ when type == typeof(TimeOnly) => "a time such as 15:00",
            _ when type == typeof(Guid) => "a UUID",
            _ when type.IsAssignableTo(typeof(System.Collections.IDictionary)) => "an object",
            _ when type.IsAssignableTo(typeof(System.Collections.IEnumerable)) => "a list",
            _ when Find(type.FullName ?? "") is not null => "an object",
            _ => Unknown,
        };
    }

    private static Type? Find(string name) =>
        typeof(Problem).Assembly.GetType(name) ?? typeof(JsonFaults).Assembly.GetType(name);

    private static string Names(Type choices) =>
        string.Join(", ", Enum.GetNames(choices).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName));

    /// <summary>From <c>$.config.user_emails[0]</c> to <c>config.user_emails[0]</c>.</summary>
    private static string Place(string? path) => (path ?? "").TrimStart('$').TrimStart('.');

    private static string Join(string place, string name) => place.Length is 0 ? name : $"{place}.{name}";

    [GeneratedRegex("missing required properties including: (?<names>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex MissingNames();

    [GeneratedRegex("'(?<name>[^']+)'", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex QuotedName();

    // Of a nullable the inner name: System.Nullable`1[System.Int64].
    [GeneratedRegex(@"converted to (?:System\.Nullable`1\[)?(?<type>[A-Za-z0-9_.+`]+(?:\[\])?)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex TypeName();
}
