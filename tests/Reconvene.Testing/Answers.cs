using System.Net;
using System.Text;
using System.Text.Json;

namespace Reconvene.Testing;

/// <summary>Short ways to ask and to read what was answered.</summary>
internal static class Answers
{
    /// <summary>Sends a body exactly as written.</summary>
    public static async Task<Answer> SendAsync(
        this HttpClient client, HttpMethod method, string path, string? json = null, string mediaType = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, mediaType);
        }

        return await client.AskAsync(request);
    }

    public static async Task<Answer> AskAsync(this HttpClient client, HttpRequestMessage request)
    {
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new Answer(response.StatusCode, text, headers);
    }
}

/// <summary>An answer, read to its end.</summary>
internal sealed record Answer(HttpStatusCode Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public int Code => (int)Status;

    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public string ErrorCode => Json.GetProperty("error_code").GetString()!;

    public string Detail => Json.GetProperty("detail").GetString()!;

    /// <summary>The fields that the problem names.</summary>
    public IReadOnlyList<string> Fields =>
        [.. Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()!)];
}
