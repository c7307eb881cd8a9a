using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace Reconvene.Server.Platform.Http;

/// <summary>
/// Explains why a request could not be bound. The framework says it in exceptions whose messages name our types; only
/// the place is taken from them, the sentences are ours.
/// </summary>
internal static partial class BadRequests
{
    public static ProblemDetails Explain(BadHttpRequestException bad)
    {
        if (bad.InnerException is JsonException json)
        {
            // A reader's error inside means that the text itself is not JSON; else it is JSON of another shape.
            return json.InnerException is JsonException ? Malformed(json) : Problems.InvalidDetails(JsonFaults.Explain(json));
        }

        if (bad.StatusCode is not StatusCodes.Status400BadRequest)
        {
            return new ProblemDetails { Status = bad.StatusCode };
        }

        return ParameterName().Match(bad.Message) is { Success: true } parameter
            ? Parameter(bad.Message, parameter.Groups["name"].Value)
            : new ProblemDetails { Status = StatusCodes.Status400BadRequest };
    }

    /// <summary>
    /// Explains a bare 400: the generated binding answers so, without a word, when it cannot read an optional parameter.
    /// Null when every such parameter can be read.
    /// </summary>
    public static ProblemDetails? Explain(HttpContext context)
    {
        var query = context.Request.Query;
        var unread = context.GetEndpoint()?.Metadata.OfType<IParameterBindingMetadata>()
            .Where(parameter => parameter is { HasTryParse: true, IsOptional: true })
            .Where(parameter => query[parameter.Name].ToString() is { Length: > 0 } value
                && !TypeDescriptor.GetConverter(parameter.ParameterInfo.ParameterType).IsValid(value))
            .Select(parameter => WrongKind(parameter.Name))
            .ToList();
        return unread is { Count: > 0 } ? Problems.InvalidDetails(unread) : null;
    }

    private static FieldError WrongKind(string field) =>
        new(field, "has a value of the wrong kind: see the API's description of this parameter.");

    private static ProblemDetails Malformed(JsonException json) => Problems.Details(
        StatusCodes.Status400BadRequest,
        "malformed_json",
        string.Create(
            CultureInfo.InvariantCulture,
            $"The body {Fault(json)} at line {(json.LineNumber ?? 0) + 1}, byte {(json.BytePositionInLine ?? 0) + 1}: correct it there."));

    private static string Fault(JsonException json) => json.InnerException!.Message.Contains("depth", StringComparison.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"nests too deep (more than {HttpConventions.Depth} levels)")
        : "is not valid JSON";

    private static ProblemDetails Parameter(string message, string name)
    {
        var field = JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
        if (message.StartsWith("Failed to bind", StringComparison.Ordinal))
        {
            return Problems.InvalidDetails([WrongKind(field)]);
        }

        return message.Contains("body", StringComparison.Ordinal)
            ? Problems.Details(StatusCodes.Status400BadRequest, "missing_body", "The request needs a JSON body: send one with Content-Type: application/json.")
            : Problems.InvalidDetails([new(field, "is required.")]);
    }

    // Such as: Failed to bind parameter "Nullable<int> limit" from "x".
    [GeneratedRegex("parameter \"(?:[^\"]* )?(?<name>[A-Za-z0-9_]+)\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ParameterName();
}
