using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Reconvene.Simulator.OpenAi.Control;
using Reconvene.Simulator.OpenAi.Http;

namespace Reconvene.Simulator.OpenAi.Chat;

/// <summary>Reads the body of a chat, and refuses what OpenAI would refuse.</summary>
internal static partial class ChatReader
{
    private static readonly string[] Roles = ["system", "assistant", "user", "function", "tool", "developer"];

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "messages", "model", "audio", "frequency_penalty", "function_call", "functions", "logit_bias", "logprobs",
        "max_completion_tokens", "max_tokens", "metadata", "modalities", "n", "parallel_tool_calls", "prediction",
        "presence_penalty", "prompt_cache_key", "prompt_cache_retention", "reasoning_effort", "response_format",
        "safety_identifier", "seed", "service_tier", "stop", "store", "stream", "stream_options", "temperature",
        "tool_choice", "tools", "top_logprobs", "top_p", "user", "verbosity", "web_search_options",
    };

    /// <summary>The request, or what is wrong with it.</summary>
    public static (ChatRequest? Asked, RefusedException? Wrong) Read(string text, string? deployment)
    {
        try
        {
            return (Understand(text, deployment), null);
        }
        catch (RefusedException wrong)
        {
            return (null, wrong);
        }
    }

    /// <summary>The model that was named, in a body that may be wrong in every other way.</summary>
    public static string ModelIn(string text, string? deployment)
    {
        try
        {
            return ModelOf(Parse(text), deployment);
        }
        catch (RefusedException)
        {
            return deployment ?? "";
        }
    }

    private static ChatRequest Understand(string text, string? deployment)
    {
        var body = Parse(text);
        if (body.FirstOrDefault(field => !Known.Contains(field.Key)).Key is { } unknown)
        {
            throw Refused(new OpenAiError(
                400, $"Unrecognized request argument supplied: {unknown}", "invalid_request_error"));
        }

        var messages = MessagesOf(body);
        CheckRange(body, "temperature", 0, 2);
        CheckRange(body, "top_p", 0, 1);
        return new ChatRequest
        {
            Model = ModelOf(body, deployment),
            Messages = messages,
            Format = FormatOf(body, messages),
            IsStream = Flag(body, "stream"),
            IncludeUsage = Part(body, "stream_options") is { } options && Flag(options, "include_usage"),
            MaxTokens = MaxTokensOf(body),
        };
    }

    private static JsonObject Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? throw Refused(OpenAiError.NotJson);
        }
        catch (JsonException)
        {
            throw Refused(OpenAiError.NotJson);
        }
    }

    private static string ModelOf(JsonObject body, string? deployment) =>
        deployment ?? Text(body["model"]) ?? throw Refused(new OpenAiError(
            400, "you must provide a model parameter", "invalid_request_error"));

    private static List<ModelMessage> MessagesOf(JsonObject body)
    {
        if (body["messages"] is not { } messages)
        {
            throw Refused(OpenAiError.Missing("messages"));
        }

        if (messages is not JsonArray list)
        {
            throw Refused(OpenAiError.Wrong("messages", "Invalid type for 'messages': expected an array of objects.", "invalid_type"));
        }

        return list.Count == 0
            ? throw Refused(OpenAiError.Wrong(
                "messages", "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.", "empty_array"))
            : [.. list.Select(MessageOf)];
    }

    private static ModelMessage MessageOf(JsonNode? node, int index)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"messages[{index}]");
        if (node is not JsonObject message)
        {
            throw Refused(OpenAiError.Wrong(place, $"Invalid type for '{place}': expected an object.", "invalid_type"));
        }

        var role = Text(message["role"]) ?? throw Refused(OpenAiError.Missing($"{place}.role"));
        if (!Roles.Contains(role, StringComparer.Ordinal))
        {
            throw Refused(OpenAiError.Wrong(
                $"{place}.role",
                $"Invalid value: '{role}'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'."));
        }

        return new ModelMessage(role, ContentOf(message["content"], role, place));
    }

    private static string ContentOf(JsonNode? content, string role, string place) => content switch
    {
        JsonArray parts => string.Join('\n', parts.Select(part => Text(part?["text"])).OfType<string>()),
        not null when Text(content) is { } text => text,
        null when role == "assistant" => "",
        null => throw Refused(OpenAiError.Wrong($"{place}.content", "Invalid value for 'content': expected a string, got null.", code: null)),
        _ => throw Refused(OpenAiError.Wrong($"{place}.content", "Invalid type for 'content': expected a string or an array of parts.", "invalid_type")),
    };

    private static ChatFormat FormatOf(JsonObject body, List<ModelMessage> messages)
    {
        if (Part(body, "response_format") is not { } format)
        {
            return ChatFormat.Text;
        }

        switch (Text(format["type"]))
        {
            case "text":
                return ChatFormat.Text;
            case "json_object" when messages.Exists(message => message.Text.Contains("json", StringComparison.OrdinalIgnoreCase)):
                return ChatFormat.AnyJson;
            case "json_object":
                throw Refused(OpenAiError.Wrong(
                    "messages", "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.", code: null));
            case "json_schema":
                return SchemaOf(format);
            case var other:
                throw Refused(OpenAiError.Wrong(
                    "response_format.type",
                    $"Invalid value: '{other}'. Supported values are: 'json_object', 'json_schema', and 'text'."));
        }
    }

    private static ChatFormat SchemaOf(JsonObject format)
    {
        const string Place = "response_format.json_schema";
        var wrapper = Part(format, "json_schema") ?? throw Refused(OpenAiError.Missing(Place));
        var name = Text(wrapper["name"]) ?? throw Refused(OpenAiError.Missing(Place + ".name"));
        if (!SchemaName().IsMatch(name))
        {
            throw Refused(OpenAiError.Wrong(
                Place + ".name",
                $"Invalid '{Place}.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$' and has at most 64 characters."));
        }

        var schema = Part(wrapper, "schema") ?? throw Refused(OpenAiError.Missing(Place + ".schema"));
        if (Flag(wrapper, "strict") && StrictSchema.ProblemOf(schema) is { } problem)
        {
            throw Refused(OpenAiError.Wrong("response_format", $"Invalid schema for response_format '{name}': {problem}", code: null));
        }

        return new ChatFormat(IsJson: true, schema);
    }

    private static int? MaxTokensOf(JsonObject body)
    {
        var former = Number(body, "max_tokens");
        var today = Number(body, "max_completion_tokens");
        if (former is not null && today is not null)
        {
            throw Refused(OpenAiError.Wrong(
                "max_tokens", "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.", "invalid_parameter_combination"));
        }

        return (former ?? today) is { } limit
            ? limit >= 1
                ? (int)Math.Min(limit, int.MaxValue)
                : throw Refused(OpenAiError.Wrong(
                    former is null ? "max_completion_tokens" : "max_tokens",
                    "Invalid value: integer below minimum value. Expected a value >= 1.",
                    "integer_below_min_value"))
            : null;
    }

    private static void CheckRange(JsonObject body, string name, double low, double high)
    {
        if (Number(body, name) is { } number && (number < low || number > high))
        {
            throw Refused(OpenAiError.Wrong(
                name,
                string.Create(CultureInfo.InvariantCulture, $"Invalid '{name}': {number} is not between {low} and {high}."),
                number < low ? "decimal_below_min_value" : "decimal_above_max_value"));
        }
    }

    private static RefusedException Refused(OpenAiError error) => new(error);

    private static JsonObject? Part(JsonObject from, string name) => from[name] switch
    {
        null => null,
        JsonObject part => part,
        _ => throw Refused(OpenAiError.Wrong(name, $"Invalid type for '{name}': expected an object.", "invalid_type")),
    };

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static bool Flag(JsonObject from, string name) => from[name] switch
    {
        null => false,
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag,
        _ => throw Refused(OpenAiError.Wrong(name, $"Invalid type for '{name}': expected a boolean.", "invalid_type")),
    };

    private static double? Number(JsonObject from, string name) => from[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<double>(out var number) => number,
        _ => throw Refused(OpenAiError.Wrong(name, $"Invalid type for '{name}': expected a number.", "invalid_type")),
    };

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,64}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SchemaName();
}
