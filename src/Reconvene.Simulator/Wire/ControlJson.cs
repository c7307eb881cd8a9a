using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Reconvene.Simulator.Wire;

/// <summary>How control calls speak: JSON in snake case, durations as <c>hh:mm:ss</c>, a sentence for a wrong wish.</summary>
internal static class ControlJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>A wrong wish is told to the caller in a sentence.</summary>
    public static Func<TCall, Task> Told<TCall>(Func<TCall, Task> handle)
        where TCall : WireCall => async call =>
    {
        try
        {
            await handle(call);
        }
        catch (Exception wrong) when (wrong is ArgumentException or JsonException or UriFormatException)
        {
            await call.TextAsync(StatusCodes.Status400BadRequest, "text/plain;charset=UTF-8", wrong.Message);
        }
    };

    public static Task AnswerAsync<T>(WireCall call, T answer) =>
        call.TextAsync(StatusCodes.Status200OK, "application/json;charset=UTF-8", JsonSerializer.Serialize(answer, Options));

    public static async Task<T> ReadAsync<T>(WireCall call) =>
        await JsonSerializer.DeserializeAsync<T>(call.Context.Request.Body, Options, call.Cancellation)
        ?? throw new ArgumentException("The body is null: send a JSON object.", nameof(call));

    public static Task Done(WireCall call, Action act)
    {
        act();
        call.Empty(StatusCodes.Status204NoContent);
        return Task.CompletedTask;
    }

    public static string Needed(WireCall call, string name) =>
        call.Query(name) ?? throw new ArgumentException($"'{name}' is missing: add it to the query.", nameof(name));

    public static Task NoSuchCallAsync(WireCall call) => call.TextAsync(
        StatusCodes.Status404NotFound, "text/plain", "No such control call: see the README of the simulator for the list.");
}
