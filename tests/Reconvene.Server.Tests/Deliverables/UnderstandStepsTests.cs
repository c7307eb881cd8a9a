using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Reconvene.Server.Accounts;
using Reconvene.Server.Deliverables;
using Reconvene.Server.Deliverables.Models;
using Reconvene.Server.Deliverables.Steps;
using Reconvene.Server.Deliverables.Templates;
using Reconvene.Server.Jobs;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Platform.Http;
using Reconvene.Server.Recordings;
using Reconvene.Server.Recordings.Attendance;
using Reconvene.Server.Search;
using Reconvene.Server.Tests.Transcripts;
using Reconvene.Server.Transcripts;
using Reconvene.Server.Transcripts.Recognition;
using Reconvene.Server.Transcripts.Speakers;
using Reconvene.Server.Transcripts.Steps;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Deliverables;

public sealed class UnderstandStepsTests
{
    [Theory]
    [Engines]
    public async Task A_held_file_becomes_a_transcript_and_a_deliverable_once_and_anew_when_something_changed(TestEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await using var database = new Database(test.Options);
        using var folder = new TestFolder();
        var recording = await SeedAsync(database);
        var path = Path.Combine(folder.Path, "a.vtt");
        await File.WriteAllTextAsync(path, Meetings.Vtt(Meetings.English));
        var held = new Held([new(7, path, DateTimeOffset.UnixEpoch, "aa")]);
        var (transcripts, deliverables) = (new TranscriptQueries(database), new DeliverableQueries(database));
        var transcribe = Transcribe(database, held, transcripts);
        var make = Make(database, transcripts);

        Assert.True(await RunAsync(database, transcribe, recording));
        Assert.True(await RunAsync(database, make, recording));
        Assert.False(await RunAsync(database, transcribe, recording));
        Assert.False(await RunAsync(database, make, recording));

        var head = await transcripts.FindAsync(TenantId.First, recording, CancellationToken.None);
        Assert.Equal(Meetings.English.Split('\n').Length, head!.SegmentCount);
        Assert.Equal(head.SegmentCount, await transcripts.SegmentsAsync(TenantId.First, head.Id, CancellationToken.None).CountAsync());
        var made = Assert.Single(await deliverables.OfRecordingAsync(TenantId.First, recording, CancellationToken.None));
        Assert.Equal(("Release planning", "en", 1), (made.Title, made.Language, made.Version));
        Assert.NotEmpty((await deliverables.FindAsync(TenantId.First, new(made.Id), CancellationToken.None))!.Document.ActionItems);
        Assert.Null(await deliverables.FindAsync(new TenantId(2), new(made.Id), CancellationToken.None));
        Assert.Null(await transcripts.FindAsync(new TenantId(2), recording, CancellationToken.None));

        await using (var work = await database.BeginAsync(CancellationToken.None))
        {
            await work.ExecuteAsync("UPDATE meetings SET topic = 'Renamed' WHERE tenant_id = 1", null, CancellationToken.None);
            await work.CommitAsync(CancellationToken.None);
        }

        held.Files = [new(7, path, DateTimeOffset.UnixEpoch, "bb"), new(8, path, DateTimeOffset.UnixEpoch.AddHours(1), "cc")];
        Assert.True(await RunAsync(database, transcribe, recording));
        Assert.True(await RunAsync(database, make, recording));
        var page = await deliverables.ListAsync(TenantId.First, PageRequest.Read(null, null, out _)!, CancellationToken.None);
        Assert.Equal(("Renamed", 2), (Assert.Single(page.Items).Title, page.Items[0].Version));
        head = await transcripts.FindAsync(TenantId.First, recording, CancellationToken.None);
        var second = await transcripts.SegmentsAsync(TenantId.First, head!.Id, CancellationToken.None).FirstAsync(segment => segment.RecordingFileId == 8);
        Assert.Equal(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(3), second.Start);
    }

    [Theory]
    [Engines]
    public async Task A_recording_without_a_transcript_file_is_done_without_one(TestEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        await using var database = new Database(test.Options);
        var recording = await SeedAsync(database);
        var transcripts = new TranscriptQueries(database);

        Assert.False(await RunAsync(database, Transcribe(database, new Held([]), transcripts), recording));
        Assert.False(await RunAsync(
            database,
            Make(database, transcripts),
            recording));
    }

    private static Transcribe Transcribe(Database database, IHeldTextFiles held, TranscriptQueries transcripts) => new(
        held,
        new NoSound(),
        new RecognitionStore(database, new TestClock()),
        new RecognitionWishes(database),
        new AttendanceQueries(database),
        Options.Create(new RecognitionOptions()),
        transcripts,
        new TranscriptStore(new SaidIndex(database), new TestClock()));

    private static MakeDeliverable Make(Database database, TranscriptQueries transcripts)
    {
        var (options, clock, deliverables) = (Options.Create(new ModelOptions()), new TestClock(), new DeliverableQueries(database));
        return new(
            new ReadMeeting(transcripts, new SpeakerQueries(database), new AttendanceQueries(database)),
            new PlanDeliverables(new TemplateQueries(database), deliverables, NullLogger<PlanDeliverables>.Instance),
            new MakeDocument(
                new ServiceCollection().BuildServiceProvider(), options, new ModelPatience(options, clock), NullLogger<MakeDocument>.Instance),
            deliverables,
            new DeliverableStore(database, clock));
    }

    private static async Task<bool> RunAsync(Database database, IStep step, RecordingId recording)
    {
        var done = Assert.IsType<StepOutcome.Done>(await step.RunAsync(new Context(recording), CancellationToken.None));
        if (done.Effect is null)
        {
            return false;
        }

        await using var work = await database.BeginAsync(CancellationToken.None);
        await done.Effect(work, CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
        return true;
    }

    private static async Task<RecordingId> SeedAsync(Database database)
    {
        await new Migrator(database, new TestClock(), NullLogger<Migrator>.Instance).RunAsync(CancellationToken.None);
        await using var work = await database.BeginAsync(CancellationToken.None);
        await work.ExecuteAsync(
            "INSERT INTO tenants (id, name, created_at) VALUES (1, 'one', 0) ON CONFLICT (id) DO NOTHING", null, CancellationToken.None);
        await work.ExecuteAsync(
            """
            INSERT INTO zoom_apps (id, tenant_id, name, client_id, created_at, updated_at, version)
            VALUES (1, 1, 'zoom', 'client', 0, 0, 1)
            """,
            null,
            CancellationToken.None);
        await work.ExecuteAsync(
            """
            INSERT INTO zoom_connections (id, tenant_id, zoom_app_id, platform, account_name, grant_kind, is_master_account, is_active, needs_reauth,
                created_at, updated_at, version)
            VALUES (1, 1, 1, 'zoom', 'a', 'oauth', FALSE, TRUE, FALSE, 0, 0, 1)
            """,
            null,
            CancellationToken.None);
        await work.ExecuteAsync(
            """
            INSERT INTO meetings (id, tenant_id, connection_id, meeting_uuid, topic, first_seen_by, first_seen_at, last_checked_at)
            VALUES (1, 1, 1, 'u', 'Release planning', 'sync', 0, 0)
            """,
            null,
            CancellationToken.None);
        await work.ExecuteAsync(
            """
            INSERT INTO recordings (id, tenant_id, connection_id, meeting_id, start_at, state, announced_files, announced_bytes,
                changed_at, created_at, updated_at, version)
            VALUES (5, 1, 1, 1, 0, 'held', 1, 1, 0, 0, 0, 1)
            """,
            null,
            CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
        return new RecordingId(5);
    }

    private sealed class Held(IReadOnlyList<HeldTextFile> files) : IHeldTextFiles
    {
        public IReadOnlyList<HeldTextFile> Files { get; set; } = files;

        public Task<IReadOnlyList<HeldTextFile>> ListAsync(TenantId tenant, long recordingId, CancellationToken cancellation) =>
            Task.FromResult(Files);
    }

    private sealed class NoSound : IHeldSound
    {
        public Task<IReadOnlyList<HeldSoundFile>> ListAsync(TenantId tenant, RecordingId recording, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<HeldSoundFile>>([]);
    }

    private sealed class Context(RecordingId recording) : StepContext
    {
        public override JobId Job => default;

        public override TenantId Tenant => TenantId.First;

        public override string Subject => $"recording:{recording.Value}";

        public override string Account => "1";

        public override int Attempts => 0;

        public override JsonElement? Input => null;

        public override JsonElement? Bookmark => null;

        public override Task MarkAsync(int progress, string status, object? bookmark, CancellationToken cancellation) => Task.CompletedTask;
    }
}
