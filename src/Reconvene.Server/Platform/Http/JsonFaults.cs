using System.Text.Json;
using System.Text.RegularExpressions;
using Reconvene.Client;

namespace Reconvene.Server.Platform.Http;

/// <summary>What is wrong, field by field, with JSON that does not fit the request's type.</summary>
internal static partial class JsonFaults
{
    public static IReadOnlyList<FieldError> Explain(JsonException error)
    {
        var place = Place(error.Path);
        var missing = MissingNames().Match(error.Message);
        if (missing.Success)
        {
            return [.. QuotedName().Matches(missing.Groups["names"].Value).Select(name =>
                new FieldError(Join(place, name.Groups["name"].Value), "is required."))];
        }

        return [new(place.Length is 0 ? "body" : place, Message(error.Message))];
    }

    private static string Message(string message)
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
            : $"must be {Expected(message)}.";
    }

    private static string Expected(string message)
    {
        var type = TypeName().Match(message).Groups["type"].Value;
        return type switch
        {
            "System.String" => "text",
            "System.Boolean" => "true or false",
            "System.Int32" or "System.Int64" or "System.Int16" => "a whole number",
            "System.Double" or "System.Decimal" or "System.Single" => "a number",
            "System.DateTimeOffset" => "a moment with Z or an offset, such as 2026-02-25T13:00:00Z",
            "System.DateOnly" => "a date such as 2026-02-25",
            "System.TimeOnly" => "a time such as 15:00",
            "System.Guid" => "a UUID",
            _ when type.StartsWith("System.Collections", StringComparison.Ordinal) || type.EndsWith("[]", StringComparison.Ordinal) => "a list",
            _ when Find(type) is { IsEnum: true } choices => $"one of {Names(choices)}",
            _ when Find(type) is not null => "an object",
            _ => "of another kind: see the API's description of this field",
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
