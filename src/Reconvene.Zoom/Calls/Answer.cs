using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Reconvene.Zoom.Json;

namespace Reconvene.Zoom.Calls;

/// <summary>An answer with a success status; its body may still tell of an error, and is only lent: see <see cref="Calls.Body"/>.</summary>
internal sealed record Answer(
    ZoomCall Call, int Status, HttpResponseHeaders Headers, ReadOnlyMemory<byte> Body, DateTimeOffset At)
{
    /// <summary>From sending the request to the last byte of the answer.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>Reads the body as the given type.</summary>
    public ZoomResult<T> Read<T>(JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(Body, new JsonDocumentOptions { MaxDepth = ZoomJson.Depth });
            if (ErrorIn(document.RootElement) is { } failure)
            {
                return ZoomResult.Failed<T>(failure);
            }

            return document.Deserialize(type) is { } value
                ? ZoomResult.Ok(value)
                : ZoomResult.Failed<T>(Failures.Unreadable(Call.What, Status, "$", "An object was expected."));
        }
        catch (JsonException odd) when (odd.Path is null or "$" && ErrorBody.Read(Body) is { IsError: true } xml)
        {
            return ZoomResult.Failed<T>(Failure(xml));
        }
        catch (JsonException odd) when (IsJson())
        {
            return ZoomResult.Failed<T>(
                Failures.Unreadable(Call.What, Status, JsonPath.Of(odd), JsonPath.Say(odd)));
        }
        catch (JsonException odd)
        {
            return ZoomResult.Failed<T>(Failures.NotJson(Call.What, Status, Body.Span, odd));
        }
    }

    /// <summary>Reads an answer that says only "done": any body is welcome that does not tell of an error.</summary>
    public ZoomResult<Done> ReadDone() =>
        ErrorBody.Read(Body) is { IsError: true } error
            ? ZoomResult.Failed<Done>(Failure(error))
            : ZoomResult.Ok(default(Done));

    private ZoomFailure? ErrorIn(JsonElement root) =>
        ErrorBody.Read(root) is { IsError: true } error ? Failure(error) : null;

    private ZoomFailure Failure(ErrorBody error) =>
        Failures.FromAnswer(Call.What, Status, Headers, error, Call.IsPaging, At);

    private bool IsJson()
    {
        try
        {
            using var document = JsonDocument.Parse(Body, new JsonDocumentOptions { MaxDepth = ZoomJson.Depth });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
