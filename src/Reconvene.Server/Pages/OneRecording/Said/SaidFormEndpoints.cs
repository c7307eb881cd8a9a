using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Reconvene.Client.Transcripts;
using Reconvene.Server.Accounts;
using Reconvene.Server.Pages.Frame;
using Reconvene.Server.Pages.Sessions;
using Reconvene.Server.Transcripts.Quality;
using Reconvene.Server.Transcripts.Recognition;
using Reconvene.Server.Transcripts.Speakers;

namespace Reconvene.Server.Pages.OneRecording.Said;

/// <summary>What an editor does about a transcript.</summary>
internal static class SaidFormEndpoints
{
    /// <summary>More speakers are named by the API.</summary>
    public const int MostSpeakers = 100;

    public static void MapSaidForms(this RouteGroupBuilder pages)
    {
        var forms = pages.MapGroup("/recordings/{id:long}").RequireAuthorization(PagePolicies.Editor);
        forms.MapPost("/transcript/accept", Accept);
        forms.MapPost("/transcript/withdraw", Withdraw);
        forms.MapPost("/transcript/recognise", Recognise);
        forms.MapPost("/transcript/recognise/take-back", TakeRecognitionBack);
        forms.MapPost("/speakers", Name);
    }

    public static string LabelField(int index) => string.Create(CultureInfo.InvariantCulture, $"label-{index}");

    public static string NameField(int index) => string.Create(CultureInfo.InvariantCulture, $"name-{index}");

    internal static async Task<Results<SeeOther, StatusCodeHttpResult>> Accept(
        long id, Caller caller, AcceptTranscript accept, CancellationToken cancellation) =>
        await accept.RunAsync(caller, new(id), isAccepted: true, cancellation) ? Back(id, "accepted") : NotFound();

    internal static async Task<Results<SeeOther, StatusCodeHttpResult>> Withdraw(
        long id, Caller caller, AcceptTranscript accept, CancellationToken cancellation) =>
        await accept.RunAsync(caller, new(id), isAccepted: false, cancellation) ? Back(id, "withdrawn") : NotFound();

    internal static async Task<Results<SeeOther, StatusCodeHttpResult>> Recognise(
        long id, Caller caller, AskRecognition ask, CancellationToken cancellation) =>
        await ask.RunAsync(caller, new(id), cancellation) switch
        {
            RecognitionAsked.Begun => Back(id, "recognising"),
            RecognitionAsked.Off => Back(id, "recognition_off"),
            RecognitionAsked.NoSound => Back(id, "recognition_no_sound"),
            RecognitionAsked.Heard => Back(id, "recognised_already"),
            _ => NotFound(),
        };

    internal static async Task<Results<SeeOther, StatusCodeHttpResult>> TakeRecognitionBack(
        long id, Caller caller, AskRecognition ask, CancellationToken cancellation) =>
        await ask.TakeBackAsync(caller, new(id), cancellation) switch
        {
            RecognitionAsked.Begun or RecognitionAsked.NotAsked => Back(id, "recognition_back"),
            _ => NotFound(),
        };

    /// <summary>Takes the names of those speakers that the transcript has; an empty field gives a speaker Zoom's name back.</summary>
    internal static async Task<Results<PageResult, SeeOther, StatusCodeHttpResult>> Name(
        long id, PageForm form, Caller caller, ReadRecording read, NameSpeakers name, CancellationToken cancellation)
    {
        if (await read.RunAsync(caller, new(id), isSound: false, cancellation) is not { Said: { } said } view)
        {
            return NotFound();
        }

        var names = Typed(form, said.State.Speakers);
        if (names.Count is 0)
        {
            return Back(id);
        }

        if (NameSpeakers.Judge(new() { Names = names }).Count > 0)
        {
            var wrong = names.Where(one => NameSpeakers.Judge(new() { Names = new Dictionary<string, string?>(StringComparer.Ordinal) { [one.Key] = one.Value } }).Count > 0);
            return OneRecordingEndpoints.Page(
                view with { WrongNames = wrong.ToDictionary(one => one.Key, one => one.Value ?? "", StringComparer.Ordinal) },
                StatusCodes.Status422UnprocessableEntity);
        }

        return await name.RunAsync(caller, new(id), new() { Names = names }, cancellation) ? Back(id, "named") : NotFound();
    }

    private static Dictionary<string, string?> Typed(PageForm form, IReadOnlyList<SpeakerView> speakers)
    {
        var known = speakers.ToDictionary(speaker => speaker.Label, StringComparer.Ordinal);
        var names = new Dictionary<string, string?>(StringComparer.Ordinal);
        for (var index = 0; index < MostSpeakers; index++)
        {
            if (form[LabelField(index)] is { Length: > 0 } label && known.TryGetValue(label, out var speaker)
                && form.Optional(NameField(index)) is var name && (name == label ? null : name) != speaker.Name)
            {
                names[label] = name == label ? null : name;
            }
        }

        return names;
    }

    private static SeeOther Back(long id, string? told = null) =>
        new($"{OneRecordingEndpoints.PathOf(id)}{(told is null ? "" : $"?{OneRecordingEndpoints.Told}={told}")}");

    private static StatusCodeHttpResult NotFound() => TypedResults.StatusCode(StatusCodes.Status404NotFound);
}
