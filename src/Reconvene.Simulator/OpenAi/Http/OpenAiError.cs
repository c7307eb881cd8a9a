using System.Text.Json.Nodes;

namespace Reconvene.Simulator.OpenAi.Http;

/// <summary>A refusal as OpenAI writes it, or as Azure does.</summary>
internal sealed record OpenAiError(int Status, string Message, string Type, string? Param = null, string? Code = null)
{
    private const string Invalid = "invalid_request_error";

    /// <summary>Azure's gateway writes only code and message.</summary>
    public bool IsOfGateway { get; init; }

    public static OpenAiError NoKey { get; } = new(
        401,
        "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).",
        Invalid);

    public static OpenAiError AzureKey { get; } = new(
        401,
        "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.",
        "",
        Code: "401") { IsOfGateway = true };

    public static OpenAiError AzureAddress { get; } = new(404, "Resource not found", "", Code: "404") { IsOfGateway = true };

    public static OpenAiError AzureDeployment { get; } = new(
        404,
        "The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again.",
        "",
        Code: "DeploymentNotFound") { IsOfGateway = true };

    public static OpenAiError NotJson { get; } = new(
        400, "We could not parse the JSON body of your request. The OpenAI API expects a JSON payload, but what was sent was not valid JSON.", Invalid);

    public static OpenAiError QuotaExceeded { get; } = new(
        429,
        "You exceeded your current quota, please check your plan and billing details. For more information on this error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.",
        "insufficient_quota",
        Code: "insufficient_quota");

    public static OpenAiError ServerError { get; } = new(
        500, "The server had an error while processing your request. Sorry about that!", "server_error");

    public static OpenAiError Unavailable { get; } = new(
        503, "The server is currently overloaded with other requests. Sorry about that! Please try again later.", "server_error");

    public static OpenAiError Undecodable { get; } = new(
        400, "The audio file could not be decoded or its format is not supported.", Invalid);

    public static OpenAiError TooShort { get; } = new(
        400, "Audio file is too short. Minimum audio length is 0.1 seconds.", Invalid, "file", "audio_too_short");

    public static OpenAiError FileFormat { get; } = new(
        400, "Invalid file format. Supported formats: ['flac', 'm4a', 'mp3', 'mp4', 'mpeg', 'mpga', 'oga', 'ogg', 'wav', 'webm']", Invalid);

    public static OpenAiError WrongKey(string key) => new(
        401,
        $"Incorrect API key provided: {Masked(key)}. You can find your API key at https://platform.openai.com/account/api-keys.",
        Invalid,
        Code: "invalid_api_key");

    public static OpenAiError UnknownAddress(string method, string path) => new(404, $"Invalid URL ({method} {path})", Invalid);

    public static OpenAiError WrongMethod(string method, string path) => new(
        405, $"Not allowed to {method} on {path}.", Invalid, Code: "method_not_supported");

    public static OpenAiError UnknownModel(string model) => new(
        404, $"The model `{model}` does not exist or you do not have access to it.", Invalid, Code: "model_not_found");

    public static OpenAiError Missing(string param) => new(
        400, $"Missing required parameter: '{param}'.", Invalid, param, "missing_required_parameter");

    public static OpenAiError Wrong(string param, string message, string? code = "invalid_value") => new(400, message, Invalid, param, code);

    public static OpenAiError TooLong(int limit, int prompt) => new(
        400,
        $"This model's maximum context length is {limit} tokens. However, your messages resulted in {prompt} tokens. Please reduce the length of the messages.",
        Invalid,
        "messages",
        "context_length_exceeded");

    public static OpenAiError TooLong(int limit, int prompt, int completion) => new(
        400,
        $"This model's maximum context length is {limit} tokens. However, you requested {(long)prompt + completion} tokens ({prompt} in the messages, {completion} in the completion). Please reduce the length of the messages or completion.",
        Invalid,
        "messages",
        "context_length_exceeded");

    public static OpenAiError TooLarge(long limit, long read) => new(
        413, $"Maximum content size limit ({limit}) exceeded ({read} bytes read)", "server_error");

    public static OpenAiError RateLimited(string model, string wait) => new(
        429,
        $"Rate limit reached for {model} in organization org-simulated on tokens per min (TPM): Limit 2000000, Used 2000000, Requested 1. Please try again in {wait}.",
        "tokens",
        Code: "rate_limit_exceeded");

    public JsonObject ToJson() => new()
    {
        ["error"] = IsOfGateway
            ? new JsonObject { ["code"] = Code, ["message"] = Message }
            : new JsonObject { ["message"] = Message, ["type"] = Type, ["param"] = Param, ["code"] = Code },
    };

    private static string Masked(string key) => key.Length < 12 ? new string('*', key.Length) : $"{key[..4]}{new string('*', key.Length - 8)}{key[^4..]}";
}
