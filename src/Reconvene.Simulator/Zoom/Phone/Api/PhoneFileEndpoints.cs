using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Reconvene.Simulator.Control.Limits;
using Reconvene.Simulator.Zoom.Api;
using Reconvene.Simulator.Zoom.Http;
using Reconvene.Simulator.Zoom.Media;
using Reconvene.Simulator.Zoom.Phone.Worlds;

namespace Reconvene.Simulator.Zoom.Phone.Api;

/// <summary>Sound of calls and voicemails for an access token, and transcripts by way of a redirect.</summary>
internal sealed class PhoneFileEndpoints(SimulatorState state, ApiGuard guard)
{
    public IEnumerable<Route> Routes =>
    [
        new("GET", "/v2/phone/recording/download/{file}", guard.NeedsForFile(PhoneScopeSets.ReadRecording, DownloadRecordingAsync)) { Label = LimitLabel.Medium },
        new("GET", "/v2/phone/voice_mails/download/{file}", guard.NeedsForFile(PhoneScopeSets.ReadVoicemail, DownloadVoicemailAsync)) { Label = LimitLabel.Medium },
        new("GET", "/v2/phone/recording_transcript/download/{recording}", guard.NeedsForFile(PhoneScopeSets.ReadTranscript, DownloadTranscriptAsync)) { Label = LimitLabel.Light },
        new("GET", "/file/phone_transcript/{recording}", ServeTranscriptAsync),
    ];

    private Task DownloadRecordingAsync(Call call) => DownloadAsync(call, state.Phone.FindRecordingFile);

    private Task DownloadVoicemailAsync(Call call) => DownloadAsync(call, state.Phone.FindVoicemailFile);

    private Task DownloadAsync(Call call, Func<string, PhoneSound?> find)
    {
        PhoneSound? found;
        lock (state.World.Gate)
        {
            found = find(call.Segment("file"));
        }

        return found is { TrashedAt: null } && call.Viewer.Sees(found.Call.Owner)
            ? ServeAsync(call, found.Content, found.StartsAt, found.FileId)
            : call.ErrorAsync(PhoneErrors.NoFile);
    }

    private Task DownloadTranscriptAsync(Call call)
    {
        PhoneRecording? found;
        lock (state.World.Gate)
        {
            found = state.Phone.FindRecording(call.Segment("recording"));
        }

        if (found is not { TrashedAt: null } || !call.Viewer.Sees(found.Call.Owner))
        {
            return call.ErrorAsync(PhoneErrors.NoFile);
        }

        var error = state.Clock.GetUtcNow() < found.TranscriptReadyAt ? PhoneErrors.StillTranscribed : PhoneErrors.Of(found.Transcript);
        if (error is not null)
        {
            return call.ErrorAsync(error);
        }

        call.Context.Response.Headers.Location = $"{call.FilesOrigin}/file/phone_transcript/{found.Id}?Signature={Signature(found)}";
        call.Empty(StatusCodes.Status302Found);
        return Task.CompletedTask;
    }

    /// <summary>The address proves itself; whoever has it may read.</summary>
    private Task ServeTranscriptAsync(Call call)
    {
        PhoneRecording? found;
        lock (state.World.Gate)
        {
            found = state.Phone.FindRecording(call.Segment("recording"));
        }

        if (found is null || call.Query("Signature") != Signature(found))
        {
            call.Empty(StatusCodes.Status403Forbidden);
            return Task.CompletedTask;
        }

        return call.JsonAsync(StatusCodes.Status200OK, PhoneTranscripts.Of(found));
    }

    private string Signature(PhoneRecording recording) => SeededRandom.For(state.Options.Seed, "transcript " + recording.Id).Text(32);

    private static async Task ServeAsync(Call call, FileContent content, DateTimeOffset at, string name)
    {
        await using var stream = new ContentStream(content);
        var mark = $"\"{name[..12]}-{content.Length.ToString(CultureInfo.InvariantCulture)}\"";
        var result = TypedResults.File(stream, "audio/mpeg", name + ".mp3", at, new EntityTagHeaderValue(mark), enableRangeProcessing: true);
        await result.ExecuteAsync(call.Context);
    }
}
