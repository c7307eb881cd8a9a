using System.Text.Json;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Control.Limits;
using Reconvene.Simulator.Control.Lives;
using Reconvene.Simulator.Control.Phone;
using Reconvene.Simulator.Control.Worlds;
using Reconvene.Simulator.Zoom;
using Reconvene.Simulator.Zoom.Apps;
using Reconvene.Simulator.Zoom.Http;
using Reconvene.Simulator.Zoom.Media;
using Reconvene.Simulator.Zoom.Webhooks;
using Reconvene.Simulator.Zoom.Worlds;

namespace Reconvene.Simulator.Control;

/// <summary>Scripts the simulator: its world, its clock, its faults. The same is offered over HTTP under <c>/_control</c>.</summary>
public sealed class SimulatorControl
{
    private readonly SimulatorState _state;
    private readonly MeetingHolder _holder;

    internal SimulatorControl(SimulatorState state, IReadOnlyList<Route> routes)
    {
        _state = state;
        _holder = new MeetingHolder(state);
        OAuth = new OAuthControl(state);
        Phone = new PhoneControl(state);
        Life = new LifeControl(state);
        Limits = new LimitsControl(state, routes);
    }

    /// <summary>Apps, consents and what the token endpoint was asked for.</summary>
    public OAuthControl OAuth { get; }

    /// <summary>What people do with recordings and users.</summary>
    public LifeControl Life { get; }

    /// <summary>Calls and voicemails of Zoom Phone.</summary>
    public PhoneControl Phone { get; }

    /// <summary>Rate limits, and what became of them.</summary>
    public LimitsControl Limits { get; }

    /// <summary>The simulator's time.</summary>
    public DateTimeOffset Now => _state.Clock.GetUtcNow();

    /// <summary>How it behaves where the documents leave room.</summary>
    public SimulatorSwitches Switches => _state.Switches;

    /// <summary>Where events of the Server-to-Server app go; null sends none.</summary>
    public Uri? WebhookTarget
    {
        get => _state.Apps.Main.WebhookTarget;
        set => _state.Apps.Main.WebhookTarget = value;
    }

    /// <summary>Every request seen since the start or since the log was cleared.</summary>
    public IReadOnlyList<LoggedRequest> Log => _state.Journal.Requests;

    /// <summary>How many requests each route took, by method and route, such as <c>GET /v2/users</c>.</summary>
    public IReadOnlyDictionary<string, int> RouteCounts => Log
        .CountBy(request => $"{request.Method} {request.Route}", StringComparer.Ordinal)
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>Every attempt to bring an event to the receiver.</summary>
    public IReadOnlyList<WebhookDelivery> Deliveries => _state.Webhooks.Deliveries;

    /// <summary>The faults in force, used up or not.</summary>
    public IReadOnlyList<FaultRule> Faults => _state.Faults.Rules;

    /// <summary>Who is who, and the secrets to configure a client with.</summary>
    public WorldView World()
    {
        lock (_state.World.Gate)
        {
            var accounts = _state.World.Accounts.Select(account => ControlViews.Of(account, _state.World)).ToList();
            var app = _state.Apps.Main;
            return new WorldView(
                app.AccountId, app.ClientId, app.ClientSecret, app.WebhookSecret, accounts[0].Users, accounts[0].Meetings)
            {
                Accounts = accounts,
                Apps = OAuth.Apps,
            };
        }
    }

    /// <summary>Every file of the main account with its true length and checksum.</summary>
    public IReadOnlyList<FileView> Files() => Files(_state.World.Account.AccountId);

    /// <summary>Every file of an account with its true length and checksum.</summary>
    public IReadOnlyList<FileView> Files(string accountId)
    {
        var account = AccountOf(accountId);
        List<(MeetingInstance Meeting, RecordingFile File)> files;
        lock (_state.World.Gate)
        {
            files = [.. _state.World.MeetingsOf(account).SelectMany(meeting => meeting.Everything.Select(file => (meeting, file)))];
        }

        return [.. files.Select(pair => ControlViews.Of(pair.Meeting, pair.File))];
    }

    /// <summary>Every file of one meeting instance with its true length and checksum.</summary>
    public IReadOnlyList<FileView> FilesOf(string meetingUuid)
    {
        lock (_state.World.Gate)
        {
            var meeting = MeetingOf(meetingUuid);
            return [.. meeting.Everything.Select(file => ControlViews.Of(meeting, file))];
        }
    }

    /// <summary>How much there is in the main account.</summary>
    public WorldTotals Totals() => Totals(_state.World.Account.AccountId);

    /// <summary>How much there is in an account.</summary>
    public WorldTotals Totals(string accountId)
    {
        lock (_state.World.Gate)
        {
            var account = AccountOf(accountId);
            var recordings = _state.World.MeetingsOf(account).Where(meeting => meeting.TrashedAt is null)
                .Select(meeting => meeting.Everything.Where(file => file.IsListed && !file.IsProcessing).ToList())
                .Where(files => files.Count > 0).ToList();
            return new WorldTotals(
                _state.World.UsersOf(account).Count(user => user.Id is not null),
                recordings.Count,
                recordings.Sum(files => files.Count),
                recordings.Sum(files => files.Sum(file => file.Content.Length)));
        }
    }

    /// <summary>The true checksum of a file, in lower-case hex. Takes the key of a <see cref="FileView"/> or Zoom's id.</summary>
    public string ContentSha256(string fileId) => Find(fileId).Content.Sha256;

    /// <summary>Holds a meeting that has just ended. Returns when its events have been sent once.</summary>
    public async Task<HeldMeeting> HoldMeetingAsync(HoldMeeting meeting, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        var (held, deliveries) = await _holder.HoldAsync(meeting, cancellation);
        List<RecordingFile> files;
        MeetingView view;
        lock (_state.World.Gate)
        {
            files = [.. held.Everything];
            view = ControlViews.Of(held);
        }

        return new HeldMeeting(view, [.. files.Select(file => ControlViews.Of(held, file))], deliveries);
    }

    /// <summary>Adds a fault after those already there; the first that is due takes a call.</summary>
    public void AddFault(FaultRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        _state.Faults.Add(rule);
    }

    /// <summary>Removes all faults and opens all gates.</summary>
    public void ClearFaults() => _state.Faults.Clear();

    /// <summary>Opens this gate. It stays open until a rule with it is added again.</summary>
    public void ReleaseGate(string gate) => _state.Faults.Release(gate);

    /// <summary>Moves the simulator's clock and carries out what falls due: retries, late transcripts.</summary>
    public Task AdvanceClockAsync(TimeSpan by, CancellationToken cancellation)
    {
        _state.Clock.Add(by);
        return _state.Agenda.RunDueAsync(cancellation);
    }

    /// <summary>Forgets the requests seen so far.</summary>
    public void ClearLog() => _state.Journal.Clear();

    /// <summary>Waits until a request is in the log for which the condition holds; it may not have been answered yet.</summary>
    public Task<LoggedRequest> WaitForRequestAsync(Func<LoggedRequest, bool> wanted, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        return _state.Journal.WaitForAsync(wanted, cancellation);
    }

    /// <summary>Waits until the events that API calls caused have been sent.</summary>
    public Task WaitForWebhooksAsync(CancellationToken cancellation) => _state.Webhooks.IdleAsync(cancellation);

    /// <summary>Signs and sends any body, byte for byte, for the Server-to-Server app. Null when no receiver is set.</summary>
    public Task<WebhookDelivery?> SendEventAsync(string body, CancellationToken cancellation) =>
        _state.Webhooks.SendAsync(_state.Apps.Main, body, cancellation);

    /// <summary>Signs and sends any body, byte for byte, for this app. Null when it gets no events.</summary>
    public Task<WebhookDelivery?> SendEventAsync(string clientId, string body, CancellationToken cancellation) =>
        _state.Webhooks.SendAsync(AppOf(clientId), body, cancellation);

    /// <summary>Challenges the receiver as Zoom does when the address is saved, and judges its answer.</summary>
    public Task<UrlValidation> ValidateUrlAsync(CancellationToken cancellation) =>
        ValidateUrlAsync(_state.Apps.Main.ClientId, cancellation);

    /// <summary>The same for the address of this app, with its secret.</summary>
    public async Task<UrlValidation> ValidateUrlAsync(string clientId, CancellationToken cancellation)
    {
        var app = AppOf(clientId);
        var token = SeededRandom.For(_state.Options.Seed, $"crc{Deliveries.Count}").Text(22);
        var delivery = await _state.Webhooks.SendAsync(app, EventShapes.UrlValidation(token, Now), cancellation);
        return new UrlValidation(delivery is { Status: 200 } && IsRight(app, token, delivery.Answer ?? ""), token, delivery);
    }

    /// <summary>Makes every token given out so far expire now.</summary>
    public void ExpireAllTokens() => _state.Tokens.ExpireAll();

    /// <summary>Swaps the content of a file; its ETag changes.</summary>
    public void ReplaceBytes(string fileId, byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        Replace(fileId, _ => new BytesContent(bytes));
    }

    /// <summary>Gives a file another length: the same beginning, then generated bytes, streamed. Its ETag changes.</summary>
    public void ResizeFile(string fileId, long lengthBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lengthBytes);
        Replace(fileId, file => new SizedContent(file.Content, lengthBytes, SeededRandom.Mix((ulong)lengthBytes)));
    }

    /// <summary>Removes a file as if it had never been: no event tells about it.</summary>
    public void RemoveFile(string fileId)
    {
        lock (_state.World.Gate)
        {
            var (meeting, file) = Pair(fileId);
            meeting.Files.Remove(file);
            meeting.ParticipantAudio.Remove(file);
        }
    }

    /// <summary>Renames a recording and sends <c>recording.renamed</c>.</summary>
    public async Task RenameRecordingAsync(string meetingUuid, string topic, CancellationToken cancellation)
    {
        JsonObject told;
        MeetingInstance meeting;
        lock (_state.World.Gate)
        {
            meeting = MeetingOf(meetingUuid);
            var former = meeting.Topic;
            meeting.Topic = topic;
            told = EventShapes.Renamed(meeting, former, _state);
        }

        foreach (var app in _state.Hearers.Of(meeting))
        {
            await _state.Webhooks.SendAsync(app, told, cancellation);
        }
    }

    private void Replace(string fileId, Func<RecordingFile, FileContent> make)
    {
        lock (_state.World.Gate)
        {
            var file = Pair(fileId).File;
            file.Content = make(file);
            file.Revision++;
        }
    }

    private RecordingFile Find(string fileId)
    {
        lock (_state.World.Gate)
        {
            return Pair(fileId).File;
        }
    }

    private (MeetingInstance Meeting, RecordingFile File) Pair(string fileId) => _state.World.FindFile(fileId)
        ?? throw new ArgumentException($"No file has key '{fileId}': GET /_control/files lists them.", nameof(fileId));

    private ZoomAccount AccountOf(string accountId) => _state.World.FindAccount(accountId)
        ?? throw new ArgumentException($"Account '{accountId}' does not exist: GET /_control/world lists them.", nameof(accountId));

    private MeetingInstance MeetingOf(string uuid) => _state.World.FindByUuid(uuid)
        ?? throw new ArgumentException($"No meeting has UUID '{uuid}': GET /_control/world lists them.", nameof(uuid));

    private ZoomApp AppOf(string clientId) => _state.Apps.Find(clientId)
        ?? throw new ArgumentException($"No app has client id '{clientId}': GET /_control/world lists them.", nameof(clientId));

    private static bool IsRight(ZoomApp app, string token, string answer)
    {
        try
        {
            var body = JsonNode.Parse(answer);
            var expected = WebhookSigner.Hmac(app.WebhookSecret, token);
            return body?["plainToken"]?.ToString() == token && body["encryptedToken"]?.ToString() == expected;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
