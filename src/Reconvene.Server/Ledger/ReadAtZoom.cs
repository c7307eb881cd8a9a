using Reconvene.Server.Connections;
using Reconvene.Server.Ledger.Phone;
using Reconvene.Zoom;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Ledger;

/// <summary>Asks Zoom what there is now of something that the ledger names: of a meeting instance, a call or a voicemail.</summary>
internal sealed class ReadAtZoom(ZoomClients zoom, LookUpPhone phone)
{
    public Task<ZoomResult<ZoomRecording>> RunAsync(
        ZoomConnection connection, QuestionAtZoom question, CancellationToken cancellation) =>
        RecordingKind.IsPhone(question.Uuid)
            ? phone.RunAsync(connection, question.Uuid, question.Account, question.StartAt, cancellation)
            : zoom.For(connection, question.Account).GetRecordingAsync(
                MeetingReference.Of(new MeetingUuid(question.Uuid)), question.TokenLife, cancellation);
}

/// <summary>What Zoom is asked for.</summary>
/// <param name="Uuid">The ledger's name of it.</param>
/// <param name="Account">The account that it is of.</param>
/// <param name="StartAt">When a call began, so that it is found: as an event says, and believed for nothing else.</param>
/// <param name="TokenLife">Asks for a token for the files that lives so long. Files of Zoom Phone open with the connection's own.</param>
internal sealed record QuestionAtZoom(string Uuid, string? Account, DateTimeOffset? StartAt = null, TimeSpan? TokenLife = null);
