using System.Globalization;
using System.Runtime.CompilerServices;
using Reconvene.Client.Accounts;
using Reconvene.Client.Recordings;
using Reconvene.Client.Sources;

namespace Reconvene.Client;

/// <summary>The calls that the command line makes, by name.</summary>
public static class ReconveneCalls
{
    private const string TrashAtZoom = "api/v1/recordings/trash-at-zoom";
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    /// <summary>Signs in with a password.</summary>
    /// <param name="client">Needs no key.</param>
    /// <param name="email">The person's address.</param>
    /// <param name="password">The person's password.</param>
    /// <param name="cancellation">Stops the call.</param>
    public static Task<LoginAnswer> LogInAsync(
        this ReconveneClient client, string email, string password, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.PostAsync<LoginAnswer>("api/v1/auth/login", new LoginRequest(email, password), cancellation);
    }

    /// <summary>Makes an API key.</summary>
    /// <param name="client">Signed in as a person, or with a key that may manage.</param>
    /// <param name="name">What the key is for.</param>
    /// <param name="scope">What it may do.</param>
    /// <param name="cancellation">Stops the call.</param>
    public static Task<ApiKeyMade> CreateApiKeyAsync(
        this ReconveneClient client, string name, ApiKeyScope scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.PostAsync<ApiKeyMade>("api/v1/api-keys", new ApiKeyRequest(name, scope), cancellation);
    }

    /// <summary>Asks for the recordings of a source.</summary>
    /// <param name="client">With a key that may write.</param>
    /// <param name="source">The source's id.</param>
    /// <param name="from">The first day; the server's default when null.</param>
    /// <param name="to">The last day; today when null.</param>
    /// <param name="cancellation">Stops the call.</param>
    public static Task<SyncStarted> SyncSourceAsync(
        this ReconveneClient client, long source, DateOnly? from, DateOnly? to, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        var days = new List<string>();
        if (from is { } first)
        {
            days.Add($"from_date={Written(first)}");
        }

        if (to is { } last)
        {
            days.Add($"to_date={Written(last)}");
        }

        var query = days.Count is 0 ? "" : "?" + string.Join('&', days);
        return client.PostAsync<SyncStarted>(
            string.Create(CultureInfo.InvariantCulture, $"api/v1/sources/{source}/sync{query}"), body: null, cancellation);
    }

    /// <summary>Asks for the recordings of many sources, each in a task of its own.</summary>
    /// <param name="client">With a key that may write.</param>
    /// <param name="sources">Their ids, 1 to 1,000; null for all that are active.</param>
    /// <param name="from">The first day; the server's default when null.</param>
    /// <param name="to">The last day; today when null.</param>
    /// <param name="cancellation">Stops the call.</param>
    public static Task<IReadOnlyList<BulkSyncRow>> SyncSourcesAsync(
        this ReconveneClient client, IReadOnlyList<long>? sources, DateOnly? from, DateOnly? to, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        var request = new BulkSyncRequest
        {
            SourceIds = sources,
            FromDate = from is { } first ? Written(first) : null,
            ToDate = to is { } last ? Written(last) : null,
        };
        return client.PostAsync<IReadOnlyList<BulkSyncRow>>("api/v1/sources/bulk/sync", request, cancellation);
    }

    /// <summary>Asks for many recordings to go through their steps again, each in a task of its own.</summary>
    /// <param name="client">With a key that may write.</param>
    /// <param name="recordings">Their ids, 1 to 1,000.</param>
    /// <param name="cancellation">Stops the call.</param>
    public static Task<IReadOnlyList<BulkProcessRow>> ProcessRecordingsAsync(
        this ReconveneClient client, IReadOnlyList<long> recordings, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.PostAsync<IReadOnlyList<BulkProcessRow>>(
            "api/v1/recordings/bulk/process", new BulkProcessRequest { RecordingIds = recordings }, cancellation);
    }

    /// <summary>Which recordings could be moved to Zoom's trash, and why others stay; oldest first, page by page.</summary>
    /// <param name="client">With a key that may write.</param>
    /// <param name="credential">Only those of this credential; null for all.</param>
    /// <param name="before">Only those of meetings that began before this day (yyyy-MM-dd); null for all.</param>
    /// <param name="cancellation">Stops the calls.</param>
    public static async IAsyncEnumerable<TrashAtZoomRow> PreviewTrashAtZoomAsync(
        this ReconveneClient client, long? credential, string? before, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        string? cursor = null;
        do
        {
            var answer = await client.PostAsync<TrashAtZoomAnswer>(
                TrashAtZoom,
                new TrashAtZoomRequest { CredentialId = credential, Before = before, Preview = true, Limit = 300, Cursor = cursor },
                cancellation);
            foreach (var row in answer.Items)
            {
                yield return row;
            }

            cursor = answer.NextCursor;
        }
        while (cursor is not null);
    }

    /// <summary>Asks for recordings to be moved to Zoom's trash, each in a task of its own and after verification.</summary>
    /// <param name="client">With a key that may write.</param>
    /// <param name="recordings">Their ids, 1 to 500.</param>
    /// <param name="cancellation">Stops the call.</param>
    public static Task<TrashAtZoomAnswer> TrashAtZoomAsync(
        this ReconveneClient client, IReadOnlyList<long> recordings, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.PostAsync<TrashAtZoomAnswer>(
            TrashAtZoom, new TrashAtZoomRequest { Ids = recordings, Preview = false }, cancellation);
    }

    /// <summary>How a task stands.</summary>
    /// <param name="client">With a key that may read.</param>
    /// <param name="task">The task's id.</param>
    /// <param name="cancellation">Stops the call.</param>
    public static Task<TaskProgress> GetTaskAsync(this ReconveneClient client, string task, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.GetAsync<TaskProgress>($"api/v1/tasks/{Uri.EscapeDataString(task)}", cancellation);
    }

    /// <summary>Waits until a task has ended.</summary>
    /// <param name="client">With a key that may read.</param>
    /// <param name="task">The task's id.</param>
    /// <param name="time">Measures the pauses between two looks.</param>
    /// <param name="changed">Told each time progress or status is another; null to be told nothing.</param>
    /// <param name="cancellation">Stops the wait; the task goes on.</param>
    public static async Task<TaskProgress> WaitForTaskAsync(
        this ReconveneClient client, string task, TimeProvider time, Action<TaskProgress>? changed, CancellationToken cancellation)
    {
        (double, string?) told = (-1, null);
        while (true)
        {
            var now = await client.GetTaskAsync(task, cancellation);
            if ((now.Progress, now.Status) != told)
            {
                told = (now.Progress, now.Status);
                changed?.Invoke(now);
            }

            if (now.HasEnded)
            {
                return now;
            }

            await Task.Delay(BetweenLooks, time, cancellation);
        }
    }

    private static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
