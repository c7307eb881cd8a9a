using System.Text.Json.Nodes;
using Reconvene.Simulator.Zoom;
using Reconvene.Simulator.Zoom.Apps;
using Reconvene.Simulator.Zoom.Lives;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Control.Lives;

/// <summary>What people do in Zoom itself with recordings and users, with the events that follow.</summary>
public sealed class LifeControl
{
    private readonly SimulatorState _state;
    private readonly RecordingLife _life;
    private readonly UserLife _users;

    internal LifeControl(SimulatorState state)
    {
        _state = state;
        _life = new RecordingLife(state);
        _users = new UserLife(state);
    }

    /// <summary>Does it with one recording or one file. Returns when the event has been sent once.</summary>
    public Task<IReadOnlyList<WebhookDelivery>> ChangeAsync(LifeAction action, RecordingChange which, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(which);
        JsonObject? told;
        MeetingInstance meeting;
        lock (_state.World.Gate)
        {
            meeting = MeetingOf(which.Uuid);
            told = which.File is { } key ? Change(action, meeting, FileOf(meeting, key)) : Change(action, meeting);
        }

        return told is null
            ? throw new ArgumentException($"Recording '{which.Uuid}' cannot be {Past(action)}: it is not in a state for that.", nameof(which))
            : SendAsync(_state.Hearers.Of(meeting), told, cancellation);
    }

    /// <summary>Does it with many recordings. Returns when the one event has been sent once.</summary>
    public Task<IReadOnlyList<WebhookDelivery>> ChangeManyAsync(BatchChange change, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(change);
        JsonObject told;
        ZoomUser host;
        lock (_state.World.Gate)
        {
            var which = Which(change);
            if (which.Count == 0)
            {
                throw new ArgumentException($"No recording can be {Past(change.Action)}: name others.", nameof(change));
            }

            host = which[0].Meeting.Host;
            told = new BatchLife(_state).Change(change, which, host.AccountId);
        }

        return SendAsync(_state.Hearers.Of(host), told, cancellation);
    }

    /// <summary>Activates, deactivates or deletes a user. Returns when the event has been sent once.</summary>
    public Task<IReadOnlyList<WebhookDelivery>> ChangeUserAsync(string user, UserChange change, CancellationToken cancellation)
    {
        ZoomUser found;
        IReadOnlyList<ZoomApp> hearers;
        JsonObject told;
        lock (_state.World.Gate)
        {
            found = _state.World.FindUser(user)
                ?? throw new ArgumentException($"User '{user}' is not in this world: GET /_control/world lists them.", nameof(user));
            hearers = _state.Hearers.Of(found);
            told = _users.Change(found, change);
        }

        return SendAsync(hearers, told, cancellation);
    }

    private JsonObject? Change(LifeAction action, MeetingInstance meeting) => action switch
    {
        LifeAction.Trash => _life.Trash(meeting),
        LifeAction.Recover => _life.Recover(meeting),
        _ => _life.Delete(meeting),
    };

    private JsonObject? Change(LifeAction action, MeetingInstance meeting, RecordingFile file) => action switch
    {
        LifeAction.Trash => _life.Trash(meeting, file),
        LifeAction.Recover => _life.Recover(meeting, file),
        _ => _life.Delete(meeting, file),
    };

    /// <summary>What is named, or what the action fits to.</summary>
    private List<(MeetingInstance Meeting, RecordingFile? File)> Which(BatchChange change)
    {
        if (change.Recordings is { } named)
        {
            return [.. named.Select(one => (MeetingOf(one.Uuid), one.File is { } key ? FileOf(MeetingOf(one.Uuid), key) : null))];
        }

        var meetings = change.Host is { } who
            ? _state.World.Recordings.OfHost(_state.World.FindUser(who)?.Id
                ?? throw new ArgumentException($"Host '{who}' is not a user of this world: GET /_control/world lists them.", nameof(change)))
            : _state.World.MeetingsOf(_state.World.Account);
        return [.. meetings.Where(meeting => Fits(change.Action, meeting)).Select(meeting => (meeting, (RecordingFile?)null))];
    }

    private bool Fits(LifeAction action, MeetingInstance meeting) => action switch
    {
        LifeAction.Trash => RecordingLife.CanTrash(meeting),
        LifeAction.Recover => _life.CanRecover(meeting),
        _ => meeting.Files.Count > 0,
    };

    private async Task<IReadOnlyList<WebhookDelivery>> SendAsync(
        IReadOnlyList<ZoomApp> hearers, JsonObject told, CancellationToken cancellation)
    {
        var deliveries = new List<WebhookDelivery>();
        foreach (var app in hearers)
        {
            if (await _state.Webhooks.SendAsync(app, told, cancellation) is { } delivery)
            {
                deliveries.Add(delivery);
            }
        }

        return deliveries;
    }

    private MeetingInstance MeetingOf(string uuid) => _state.World.FindByUuid(uuid)
        ?? throw new ArgumentException($"No meeting has UUID '{uuid}': GET /_control/world lists them.", nameof(uuid));

    private static RecordingFile FileOf(MeetingInstance meeting, string key) => meeting.Everything.FirstOrDefault(file => file.Key == key)
        ?? throw new ArgumentException($"Meeting '{meeting.Uuid}' has no file '{key}': GET /_control/files lists them.", nameof(key));

    private static string Past(LifeAction action) => action switch
    {
        LifeAction.Trash => "trashed",
        LifeAction.Recover => "recovered",
        _ => "deleted",
    };
}
