using System.Text.Json.Nodes;

namespace Reconvene.Simulator.Zoom.Http;

/// <summary>An error as Zoom's API writes it.</summary>
internal sealed record ZoomError(int Status, int Code, string Message, string? Field = null, string? FieldMessage = null)
{
    public static ZoomError InvalidToken => new(401, 124, "Invalid access token.");

    public static ZoomError ExpiredToken => new(401, 124, "Access token is expired.");

    public static ZoomError UnknownRoute => new(400, 2300, "This API endpoint is not recognized.");

    public static ZoomError NoRecording => new(404, 3301, "There is no recording for this meeting.");

    public static ZoomError BadPageToken => new(400, 300, "The next page token is invalid or expired.");

    public static ZoomError OverDailyLimit => new(
        429, 429,
        "You have reached the maximum daily rate limit for this API. Refer to the response header for details on when you can make another request.");

    public static ZoomError OverLimit(int code) =>
        new(429, code, "You have reached the maximum per-second rate limit for this API. Try again later.");

    public static ZoomError NoUser(string who) => new(404, 1001, $"User does not exist: {who}.");

    public static ZoomError NoAccount(string id) => new(404, 2001, $"Account does not exist: {id}.");

    public static ZoomError MayNotHost => new(400, 3161, "Your user account is not allowed meeting hosting and scheduling capabilities.");

    public static ZoomError NotJson => new(400, 300, "Request Body should be a valid JSON object.");

    public static ZoomError NotYetAccepted => new(400, 1120, "A valid invitation to join the Zoom account was not found for this user.");

    public static ZoomError NoMeeting(string meeting) => new(404, 3001, $"Meeting does not exist: {meeting}.");

    public static ZoomError Invalid(string field, string message) => new(400, 300, "Validation Failed.", field, message);

    public static ZoomError MissingScopes(IEnumerable<string> accepted) =>
        new(400, 4711, $"Invalid access token, does not contain scopes:[{string.Join(", ", accepted)}].");

    public JsonObject ToJson()
    {
        var body = new JsonObject { ["code"] = Code, ["message"] = Message };
        if (Field is not null)
        {
            body["errors"] = new JsonArray(new JsonObject { ["field"] = Field, ["message"] = FieldMessage });
        }

        return body;
    }
}
