using Reconvene.Server.Accounts;
using Reconvene.Server.Platform;
using Reconvene.Server.Platform.Alerts;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Recordings.Mark;

/// <summary>
/// Gives the database a name and its media folder the mark of it: once, and only where nothing speaks against that the two
/// belong together. Whoever finds them apart has it told: to people by an alert, with what to do by the log.
/// </summary>
internal sealed partial class MarkMedia(
    MediaMark mark, KnownMedia known, Database database, Alerts alerts, TimeProvider time, ILogger<MarkMedia> logger) : IPreparation, IDisposable
{
    private const string Kind = "media.away";
    private const string Subject = "media folder";

    private readonly SemaphoreSlim _turn = new(1);
    private MediaPlace? _told;
    private bool _isMarked;

    public async Task RunAsync(CancellationToken cancellation)
    {
        await using (var work = await database.BeginAsync(cancellation))
        {
            var now = time.GetUtcNow();
            await work.ExecuteAsync(
                "INSERT INTO installations (id, name, created_at) VALUES (1, @name, @now) ON CONFLICT (id) DO NOTHING",
                new { name = Guid.CreateVersion7(now).ToString("D"), now },
                cancellation);
            var row = await work.SingleAsync<Installation>("SELECT name, media_marked_at FROM installations WHERE id = 1", null, cancellation);
            mark.Call(row.Name);
            _isMarked = row.MediaMarkedAt is not null;
            await work.CommitAsync(cancellation);
        }

        await WhyNotAsync(cancellation);
    }

    /// <summary>Why nothing may be written, missed or removed in the media folder now; null when it is ours.</summary>
    public async Task<string?> WhyNotAsync(CancellationToken cancellation)
    {
        if (_told is MediaPlace.Ours && mark.IsOurs)
        {
            return null;
        }

        await _turn.WaitAsync(cancellation);
        try
        {
            var place = mark.Look();
            if (!_isMarked && (place is MediaPlace.Ours || (place is MediaPlace.Unmarked && await known.IsOursAsync(cancellation))))
            {
                place = await MarkAsync(place, cancellation);
            }

            if (place != _told)
            {
                await TellAsync(place, cancellation);
                _told = place;
            }

            return Say(place);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<MediaPlace> MarkAsync(MediaPlace place, CancellationToken cancellation)
    {
        if (place is not MediaPlace.Ours)
        {
            mark.Write();
        }

        await using var work = await database.BeginAsync(cancellation);
        await work.ExecuteAsync(
            "UPDATE installations SET media_marked_at = @now WHERE id = 1", new { now = time.GetUtcNow() }, cancellation);
        await work.CommitAsync(cancellation);
        _isMarked = true;
        return mark.Look();
    }

    private async Task TellAsync(MediaPlace place, CancellationToken cancellation)
    {
        switch (place)
        {
            case MediaPlace.Foreign:
                Log.Foreign(logger, mark.FilePath, mark.Name);
                break;
            case MediaPlace.Unmarked:
                Log.Unmarked(logger, mark.FilePath, mark.Name);
                break;
        }

        await using var work = await database.BeginAsync(cancellation);
        foreach (var tenant in await work.QueryAsync<TenantId>("SELECT id FROM tenants ORDER BY id", null, cancellation))
        {
            await alerts.ResolveAsync(work, tenant, Kind, Subject, cancellation);
            if (Say(place) is { } message)
            {
                await alerts.RaiseAsync(work, new(tenant, Kind, Subject, AlertSeverity.Error, message), cancellation);
            }
        }

        await work.CommitAsync(cancellation);
    }

    /// <summary>Read by tenants: where the folder is, only the log says.</summary>
    private static string? Say(MediaPlace place) => place switch
    {
        MediaPlace.Unmarked =>
            "The media folder lacks its mark: its disk may not be mounted. Nothing is downloaded, removed or fetched again until it is back; the server's log names the folder and says what to do.",
        MediaPlace.Foreign =>
            "The media folder belongs to another database: nothing is downloaded into it or removed from it. The server's log names the folder and says what to do.",
        _ => null,
    };

    private sealed class Installation
    {
        public string Name { get; init; } = "";

        public DateTimeOffset? MediaMarkedAt { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The mark of the media folder, {Path}, is not there: mount the disk of the media folder. When its media are lost, or were left behind on purpose, write {Name} into that file, and the server goes on with what is there")]
        public static partial void Unmarked(ILogger logger, string path, string? name);

        [LoggerMessage(LogLevel.Error, "The media folder belongs to another database, as its mark {Path} says: start with that database, or with another --data. When this database is to have the folder, write {Name} into that file")]
        public static partial void Foreign(ILogger logger, string path, string? name);
    }
}
