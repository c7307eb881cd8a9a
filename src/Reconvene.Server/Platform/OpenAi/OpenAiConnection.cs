using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using Reconvene.Server.Platform.Egress;

namespace Reconvene.Server.Platform.OpenAi;

/// <summary>
/// How an OpenAI-compatible server that the operator named is called: no redirect, no cookies, no second try (that is the
/// job's to decide), and an answer of bounded size.
/// </summary>
internal sealed class OpenAiConnection : IDisposable
{
    private const long LargestAnswer = 16 << 20;

    private readonly HttpClient _http;

    /// <summary>Makes the client; nothing is called yet.</summary>
    /// <param name="endpoint">Base of the server, such as <c>https://api.openai.com/v1</c>.</param>
    /// <param name="apiKey">Its key; null where none is asked for.</param>
    /// <param name="timeLimit">Of one call, from the first byte sent to the last received.</param>
    /// <param name="egress">Makes the handler.</param>
    public OpenAiConnection(Uri endpoint, string? apiKey, TimeSpan timeLimit, EgressHandlers egress)
    {
#pragma warning disable CA2000 // The client disposes of its handler.
        _http = new HttpClient(new BoundedAnswers(egress.Make(endpoint), LargestAnswer)) { Timeout = Timeout.InfiniteTimeSpan };
#pragma warning restore CA2000
        if (IsAzure(endpoint) && !string.IsNullOrEmpty(apiKey))
        {
            // Azure reads keys in a header of its own, and tokens alone in the usual one.
            _http.DefaultRequestHeaders.Add("api-key", apiKey);
        }

        // The client refuses an empty key; servers that want none look at none.
        Key = new ApiKeyCredential(string.IsNullOrEmpty(apiKey) ? "none" : apiKey);
        Options = new OpenAIClientOptions
        {
            Endpoint = endpoint,
            Transport = new HttpClientPipelineTransport(_http),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = timeLimit,
        };
    }

    public ApiKeyCredential Key { get; }

    public OpenAIClientOptions Options { get; }

    public void Dispose() => _http.Dispose();

    private static bool IsAzure(Uri endpoint) => endpoint.IdnHost.EndsWith(".openai.azure.com", StringComparison.OrdinalIgnoreCase);
}
