using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Reconvene.Server.Accounts;
using Reconvene.Server.Pages.Frame;
using Reconvene.Server.Pages.OneRecording.Playing;
using Reconvene.Server.Pages.Sessions;

namespace Reconvene.Server.Pages.OneRecording;

internal static class OneRecordingEndpoints
{
    /// <summary>Parameter that tells what has just happened.</summary>
    public const string Told = "told";

    private const string Sound = "sound";

    /// <summary>What this page can be told; anything else it is told says nothing.</summary>
    private static readonly HashSet<string> Tellings = new(StringComparer.Ordinal)
    {
        "accepted", "withdrawn", "named", "recognising", "recognition_off", "recognition_no_sound", "recognised_already", "recognition_back",
    };

    public static void MapOneRecording(this RouteGroupBuilder pages) =>
        pages.MapGet("/recordings/{id:long}", Show).RequireAuthorization(PagePolicies.Viewer);

    public static string PathOf(long id) => string.Create(CultureInfo.InvariantCulture, $"/recordings/{id}");

    /// <summary>Where a moment is played. A second that has begun counts, as in the addresses that deliverables bear.</summary>
    public static string PathOf(long id, long milliseconds, bool isSound = false) => string.Create(
        CultureInfo.InvariantCulture, $"/recordings/{id}?t={Math.Max(0, milliseconds / 1000)}{(isSound ? $"&as={Sound}" : "")}");

    /// <summary>All there is of a recording, opened at the second that is asked for.</summary>
    internal static async Task<Results<PageResult, StatusCodeHttpResult>> Show(
        long id,
        [FromQuery(Name = "t")] string? second,
        [FromQuery(Name = "as")] string? form,
        [FromQuery(Name = Told)] string? told,
        Caller caller,
        ReadRecording read,
        CancellationToken cancellation)
    {
        var isSound = form is Sound;
        return await read.RunAsync(caller, new(id), isSound, cancellation) is { } view
            ? Page(view with
            {
                Second = Second.Read(second),
                Told = told is not null && Tellings.Contains(told) ? told : null,
            })
            : TypedResults.StatusCode(StatusCodes.Status404NotFound);
    }

    public static PageResult Page(OneRecordingView view, int status = StatusCodes.Status200OK) =>
        PageResult.Of<RecordingPage, OneRecordingView>(view, status);
}
