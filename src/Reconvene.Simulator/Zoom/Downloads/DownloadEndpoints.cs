using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Reconvene.Simulator.Zoom.Api;
using Reconvene.Simulator.Zoom.Http;
using Reconvene.Simulator.Zoom.Media;
using Reconvene.Simulator.Zoom.OAuth;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Zoom.Downloads;

/// <summary>Media, by way of redirects, in ranges.</summary>
internal sealed class DownloadEndpoints(SimulatorState state)
{
    private const string SignInPage =
        "<!DOCTYPE html><html><head><title>Sign In - Zoom</title></head><body><form id=\"login-form\">Sign In</form></body></html>";

    public IEnumerable<Route> Routes =>
    [
        new("GET", "/rec/download/{file}", call => StartAsync(call, TokenKind.Download)),
        new("HEAD", "/rec/download/{file}", call => StartAsync(call, TokenKind.Download)),
        new("GET", "/rec/webhook_download/{file}", call => StartAsync(call, TokenKind.Webhook)),
        new("HEAD", "/rec/webhook_download/{file}", call => StartAsync(call, TokenKind.Webhook)),
        new("GET", "/ssr/{file}/{hop}", HopAsync),
        new("HEAD", "/ssr/{file}/{hop}", HopAsync),
    ];

    private SimulatorSwitches Switches => state.Switches;

    private Task StartAsync(Call call, TokenKind kind)
    {
        if (Find(call) is not { } found)
        {
            return call.JsonAsync(StatusCodes.Status404NotFound, Refused(3301, "This recording does not exist."));
        }

        if (!MayRead(call, found.Meeting, kind))
        {
            return RefuseAsync(call);
        }

        return Switches is { DownloadRedirects: < 1, RedirectLoop: false }
            ? ServeAsync(call, found.Meeting, found.File)
            : Redirect(call, found.File, 1);
    }

    private Task HopAsync(Call call)
    {
        if (Find(call) is not { } found
            || !int.TryParse(call.Segment("hop"), NumberStyles.None, CultureInfo.InvariantCulture, out var hop))
        {
            return call.JsonAsync(StatusCodes.Status404NotFound, Refused(3301, "This recording does not exist."));
        }

        if (!IsProven(call, found.Meeting, found.File, hop))
        {
            call.Empty(StatusCodes.Status403Forbidden);
            return Task.CompletedTask;
        }

        if (Switches.RedirectLoop)
        {
            return Redirect(call, found.File, hop);
        }

        return hop < Switches.DownloadRedirects
            ? Redirect(call, found.File, hop + 1)
            : ServeAsync(call, found.Meeting, found.File);
    }

    private Task Redirect(Call call, RecordingFile file, int hop)
    {
        var isLast = hop >= Switches.DownloadRedirects;
        var origin = isLast && Switches.RedirectOrigin is { } other ? other : isLast ? call.FilesOrigin : call.WebOrigin;
        call.Context.Response.Headers.Location =
            $"{origin}/ssr/{file.Opaque}/{hop.ToString(CultureInfo.InvariantCulture)}?Signature={Signature(file, hop)}";
        call.Empty(StatusCodes.Status302Found);
        return Task.CompletedTask;
    }

    private bool IsProven(Call call, MeetingInstance meeting, RecordingFile file, int hop)
    {
        var signed = call.Query("Signature") == Signature(file, hop);
        var bearer = Bearer.Of(call.Context) is not null;
        return Switches.RedirectProof switch
        {
            RedirectProof.SignatureOnly => signed && !bearer,
            RedirectProof.Bearer => MayRead(call, meeting, TokenKind.Download) || MayRead(call, meeting, TokenKind.Webhook),
            _ => signed || MayRead(call, meeting, TokenKind.Download) || MayRead(call, meeting, TokenKind.Webhook),
        };
    }

    private string Signature(RecordingFile file, int hop) =>
        SeededRandom.For(state.Options.Seed, $"{file.Opaque}/{hop.ToString(CultureInfo.InvariantCulture)}").Text(32);

    /// <summary>An access token opens every file that it reaches; a download token those of its meeting, at its own kind of address.</summary>
    private bool MayRead(Call call, MeetingInstance meeting, TokenKind kind)
    {
        var value = Bearer.OfDownload(call, Switches);
        if (value is null || state.Tokens.Find(value) is not { } token || !state.Tokens.Holds(token))
        {
            return false;
        }

        return token.Kind == TokenKind.Access
            ? Viewer.Of(token).Sees(meeting)
            : token.Kind == kind && token.MeetingUuid == meeting.Uuid;
    }

    private Task RefuseAsync(Call call) => Switches.DownloadRefusal switch
    {
        DownloadRefusal.ForbiddenJson => call.JsonAsync(StatusCodes.Status200OK, Refused(124, "Forbidden")),
        DownloadRefusal.SignInPage => call.TextAsync(StatusCodes.Status200OK, "text/html;charset=UTF-8", SignInPage),
        _ => call.JsonAsync(StatusCodes.Status401Unauthorized, Refused(124, "Forbidden")),
    };

    private static JsonObject Refused(int code, string message) =>
        new() { ["status"] = false, ["errorCode"] = code, ["errorMessage"] = message };

    private (MeetingInstance Meeting, RecordingFile File)? Find(Call call)
    {
        lock (state.World.Gate)
        {
            return state.World.FindFile(call.Segment("file")) is { File.IsProcessing: false } found
                && found.Meeting.TrashedAt is null && found.Meeting.Host.State != UserState.Deleted && found.File.IsListed
                ? found
                : null;
        }
    }

    private async Task ServeAsync(Call call, MeetingInstance meeting, RecordingFile file)
    {
        var content = file.Content;
        if (Switches.IgnoreRange)
        {
            call.Context.Request.Headers.Remove(HeaderNames.Range);
        }

        if (Switches.OmitLength)
        {
            call.Context.Response.OnStarting(() =>
            {
                call.Context.Response.ContentLength = null;
                return Task.CompletedTask;
            });
        }

        await using var stream = new ContentStream(content);
        var result = TypedResults.File(
            stream,
            file.Kind.MediaType,
            NameOf(file),
            Switches.OmitETag ? null : meeting.StartsAt.Add(meeting.Length).AddSeconds(file.Revision),
            Switches.OmitETag ? null : new EntityTagHeaderValue(ETag(file)),
            enableRangeProcessing: !Switches.IgnoreRange);
        await result.ExecuteAsync(call.Context);
    }

    private static string ETag(RecordingFile file) =>
        $"\"{file.Opaque[..16]}-{file.Revision.ToString(CultureInfo.InvariantCulture)}-{file.Content.Length.ToString(CultureInfo.InvariantCulture)}\"";

    private static string NameOf(RecordingFile file) =>
        $"GMT{file.StartsAt.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}_Recording"
        + (file.Kind == FileKind.Video ? "_320x176" : "")
        + "." + file.Kind.Suffix;
}
