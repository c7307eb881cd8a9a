using System.Runtime.CompilerServices;
using Reconvene.Server.Connections;
using Reconvene.Server.Ledger;
using Reconvene.Server.Ledger.Phone;
using Reconvene.Zoom;
using Reconvene.Zoom.Phone;
using Reconvene.Zoom.Recordings;

namespace Reconvene.Server.Sources.Steps;

/// <summary>The pages of one piece of a sync, whatever is listed.</summary>
internal sealed class WindowPages(ZoomClients zoom, ListPhone phone, TimeProvider time)
{
    /// <summary>Ends after the last page or a failure. What was noticed since a page was asked for is newer than that page.</summary>
    public async IAsyncEnumerable<WindowPage> ListAsync(
        ZoomConnection connection, SyncUnit unit, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var askedAt = time.GetUtcNow();
        await foreach (var page in PagesAsync(connection, unit, cancellation).WithCancellation(cancellation))
        {
            yield return new WindowPage(page, askedAt);
            askedAt = time.GetUtcNow();
        }
    }

    /// <summary>Days that Zoom does not list any more, as a sentence; the first window says it for those after it.</summary>
    public string? Beyond(ZoomConnection connection, SyncUnit unit) =>
        unit.Window is 0 && unit.Days is var (from, _) && First(connection, unit) is { } first && from < first
            ? FormattableString.Invariant(
                $"{Question(connection, unit).Whose}: Zoom lists no more than six months, so that nothing before {first:yyyy-MM-dd} was read.")
            : null;

    /// <summary>The trash is asked for without days: Zoom passes over them.</summary>
    private IAsyncEnumerable<ZoomResult<ZoomPage<ZoomRecording>>> PagesAsync(
        ZoomConnection connection, SyncUnit unit, CancellationToken cancellation)
    {
        if (unit.Host.Kind is RecordingKind.Meeting)
        {
            return zoom.For(connection, unit.Host.Account).ListUserRecordingsAsync(
                unit.Host.User, unit.Days?.From ?? DateOnly.MinValue, unit.Days?.To ?? DateOnly.MinValue, unit.Days is null, cancellation);
        }

        var (from, to) = unit.Days!.Value;
        var first = First(connection, unit) ?? from;
        return first > to
            ? AsyncEnumerable.Empty<ZoomResult<ZoomPage<ZoomRecording>>>()
            : phone.RunAsync(connection, Question(connection, unit), PhoneWindow.Days(first > from ? first : from, to), cancellation);
    }

    private DateOnly? First(ZoomConnection connection, SyncUnit unit) =>
        unit.Host.Kind is RecordingKind.Meeting ? null : ListPhone.FirstDay(Question(connection, unit), time.GetUtcNow());

    private static PhoneQuestion Question(ZoomConnection connection, SyncUnit unit) => new(
        unit.Host.Kind,
        unit.Host.Account,
        connection.IsOfOneUser ? ZoomConnection.Me : unit.Host.User.Length > 0 ? unit.Host.User : null);
}

/// <summary>One page of a piece of a sync.</summary>
/// <param name="Answer">What Zoom answered.</param>
/// <param name="AskedAt">When it was asked.</param>
internal readonly record struct WindowPage(ZoomResult<ZoomPage<ZoomRecording>> Answer, DateTimeOffset AskedAt);
