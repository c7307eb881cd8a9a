using System.ClientModel;
using System.ClientModel.Primitives;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using OpenAI;
using Reconvene.Simulator.OpenAi.Control;

namespace Reconvene.Simulator.Tests.Kit;

/// <summary>A running stand-in for models, plain and official clients for it, and a time limit for the whole test.</summary>
internal sealed class Model : IAsyncDisposable
{
    public const string Transcript = """
        [1] 0:00:02 Maria Keller: Good morning everyone, let us start with the release of the player.
        [2] 0:00:09 Tom Brandt: The release candidate is on staging since yesterday evening.
        [3] 0:00:17 Aiko Tanaka: The export is slow, it takes forty seconds for large accounts.
        [4] 0:00:25 Maria Keller: Then we decide now that we ship on Thursday without the export.
        [5] 0:00:33 Tom Brandt: Agreed, I will add the missing index by Wednesday noon.
        [6] 0:00:41 Aiko Tanaka: I will write the release notes by Wednesday evening.
        """;

    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(2));

    private Model(OpenAiSimulator simulator)
    {
        Simulator = simulator;
        Http.BaseAddress = simulator.Address;
    }

    public OpenAiSimulator Simulator { get; }

    public OpenAiControl Control => Simulator.Control;

    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false });

    public CancellationToken Cancellation => _limit.Token;

    public ApiKeyCredential Key { get; } = new("sk-simulated-0000-key");

    /// <summary>The official client tries once.</summary>
    public OpenAIClientOptions Official => new() { Endpoint = new Uri(Simulator.Address, "/v1"), RetryPolicy = new ClientRetryPolicy(0) };

    public static Task<Model> StartAsync() => StartAsync(new OpenAiSimulatorOptions());

    public static async Task<Model> StartAsync(OpenAiSimulatorOptions options) =>
        new(await OpenAiSimulator.StartAsync(options, CancellationToken.None));

    public static JsonObject Chat(string text, params (string Name, JsonNode? Value)[] further)
    {
        var body = new JsonObject
        {
            ["model"] = "gpt-4o-mini",
            ["messages"] = new JsonArray(
                new JsonObject { ["role"] = "system", ["content"] = "You sum up meetings. Answer in JSON where you are asked to." },
                new JsonObject { ["role"] = "user", ["content"] = text }),
        };
        foreach (var (name, value) in further)
        {
            body[name] = value;
        }

        return body;
    }

    public static (string Name, JsonNode? Value) Format(string schema, bool strict = true) => ("response_format", new JsonObject
    {
        ["type"] = "json_schema",
        ["json_schema"] = new JsonObject { ["name"] = "summary", ["strict"] = strict, ["schema"] = JsonNode.Parse(schema) },
    });

    public Task<HttpResponseMessage> PostAsync(JsonNode body, string path = "/v1/chat/completions", string? key = null) =>
        PostAsync(new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"), path, key);

    public async Task<HttpResponseMessage> PostAsync(HttpContent content, string path, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    /// <summary>Asks, expects that status, and gives the body.</summary>
    public async Task<JsonNode> AskAsync(JsonNode body, HttpStatusCode expected = HttpStatusCode.OK, string path = "/v1/chat/completions")
    {
        using var answer = await PostAsync(body, path);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(expected == answer.StatusCode, $"{answer.StatusCode}: {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>What the model says to this, in JSON of the schema.</summary>
    public async Task<JsonNode> FilledAsync(string text, string schema)
    {
        var answer = await AskAsync(Chat(text, Format(schema)));
        return JsonNode.Parse(answer["choices"]![0]!["message"]!["content"]!.ToString())!;
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The form disposes its parts.")]
    public async Task<HttpResponseMessage> UploadAsync(byte[] file, string name = "piece.wav", params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", name } };
        foreach (var (field, value) in fields.DefaultIfEmpty(("response_format", "verbose_json")))
        {
            form.Add(new StringContent(value), field);
        }

        form.Add(new StringContent("whisper-1"), "model");
        return await PostAsync(form, "/v1/audio/transcriptions");
    }

    /// <summary>What is heard in the file, with times.</summary>
    public async Task<JsonNode> HeardAsync(byte[] file, string name = "piece.wav", params (string Name, string Value)[] fields)
    {
        using var answer = await UploadAsync(file, name, fields);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {text}");
        return JsonNode.Parse(text)!;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Simulator.DisposeAsync();
        _limit.Dispose();
    }
}
