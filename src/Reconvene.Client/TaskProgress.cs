using System.Text.Json;

namespace Reconvene.Client;

/// <summary>A background task as <c>GET /api/v1/tasks/{task_id}</c> tells it.</summary>
/// <param name="TaskId">Its id.</param>
/// <param name="State">PENDING, PROCESSING, RETRY, SUCCESS, FAILURE or CANCELLED.</param>
/// <param name="Status">One sentence for a person.</param>
/// <param name="Progress">0 to 100.</param>
/// <param name="Result">What came of it; depends on the kind of task.</param>
/// <param name="Error">Why it failed; null when it did not.</param>
public sealed record TaskProgress(
    string TaskId, string State, string? Status, double Progress, JsonElement? Result, string? Error)
{
    /// <summary>Nothing more will happen.</summary>
    public bool HasEnded => State is "SUCCESS" or "FAILURE" or "CANCELLED";

    /// <summary>It ended, and did all it should.</summary>
    public bool HasSucceeded => State is "SUCCESS";

    /// <summary>The plain members of the result, for a table.</summary>
    public IEnumerable<(string Name, string Value)> ResultFields()
    {
        if (Result is not { ValueKind: JsonValueKind.Object } result)
        {
            yield break;
        }

        foreach (var member in result.EnumerateObject())
        {
            if (member.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null))
            {
                yield return (member.Name, member.Value.ToString());
            }
        }
    }
}
