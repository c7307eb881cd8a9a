using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dapper;
using Reconvene.Bench.Kit;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Search;
using Reconvene.Server.Transcripts;
using Reconvene.Server.Transcripts.Language;

namespace Reconvene.Bench.Search;

/// <summary>Writes meetings and what was said in them straight into the tables, and their words by the product's own index.</summary>
internal sealed class HeldMeetings(Database database, SaidIndex index)
{
    private const int AtOnce = 50;
    private const int CheckedEach = 250;
    private const long SegmentMs = 4_800;

    private static readonly JsonSerializerOptions AsItIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>In how many meetings each stem was said.</summary>
    public Dictionary<string, int> MeetingsWith { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds meetings that are held, with what was said in them.</summary>
    /// <param name="tenant">Whose they are; made when it is not there.</param>
    /// <param name="first">The lowest number, which is also the lowest id.</param>
    /// <param name="count">How many.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task AddAsync(TenantId tenant, int first, int count, CancellationToken cancellation)
    {
        await using (var work = await database.BeginAsync(cancellation))
        {
            await work.ExecuteAsync(Account, new { tenant }, cancellation);
            await work.CommitAsync(cancellation);
        }

        for (var from = first; from < first + count; from += AtOnce)
        {
            await using var work = await database.BeginAsync(cancellation);
            for (var number = from; number < Math.Min(first + count, from + AtOnce); number++)
            {
                await AddAsync(work, tenant, HeldMeeting.Make(number, count), cancellation);
            }

            await work.CommitAsync(cancellation);
            if ((from - first) % 1000 is 0)
            {
                Setting.Say($"  {from - first} of {count} transcripts are written");
            }
        }
    }

    /// <summary>What PostgreSQL does by itself some time after so many rows, and would do in the middle of the measuring.</summary>
    public async Task SettleAsync(CancellationToken cancellation)
    {
        if (database.Dialect.Engine is Engine.Postgres)
        {
            await using var connection = await database.OpenAsync(cancellation);
            await connection.ExecuteAsync(new CommandDefinition("VACUUM ANALYZE", commandTimeout: 1200, cancellationToken: cancellation));
        }
    }

    private async Task AddAsync(Work work, TenantId tenant, HeldMeeting meeting, CancellationToken cancellation)
    {
        Check(meeting);
        await work.ExecuteAsync(
            Meeting,
            new
            {
                tenant,
                id = meeting.Number,
                uuid = string.Create(CultureInfo.InvariantCulture, $"uuid-{meeting.Number}"),
                host = meeting.Host,
                topic = string.Create(CultureInfo.InvariantCulture, $"Meeting number {meeting.Number}"),
                start = meeting.StartAt,
                minutes = HeldMeeting.LengthMinutes,
                language = meeting.Language,
                segments = meeting.Segments.Count,
            },
            cancellation);
        var rows = database.Dialect.Engine is Engine.Postgres ? "json_array_elements(CAST(@rows AS json)) AS said (value)" : "json_each(@rows) AS said";
        await work.ExecuteAsync(
            $"""
            INSERT INTO transcript_segments (tenant_id, transcript_id, number, recording_file_id, start_ms, end_ms, speaker, text, is_chat)
            SELECT @tenant, @id, CAST(value->>0 AS BIGINT), 1, CAST(value->>0 AS BIGINT) * @ms, (CAST(value->>0 AS BIGINT) + 1) * @ms,
                value->>1, value->>2, FALSE
            FROM {rows}
            """,
            new
            {
                tenant,
                id = meeting.Number,
                ms = SegmentMs,
                rows = JsonSerializer.Serialize(meeting.Segments.Select(one => new object[] { one.Number, one.Speaker, one.Text }), AsItIs),
            },
            cancellation);
        var said = new SaidText();
        foreach (var one in meeting.Segments)
        {
            said.Add(one.Number, one.Speaker, one.Stems);
        }

        await index.AddAsync(work, tenant, new RecordingId(meeting.Number), new TranscriptId(meeting.Number), said, cancellation);
        if (tenant == TenantId.First)
        {
            foreach (var stem in meeting.Segments.SelectMany(one => one.Stems).Distinct(StringComparer.Ordinal))
            {
                MeetingsWith[stem] = MeetingsWith.GetValueOrDefault(stem) + 1;
            }
        }
    }

    /// <summary>The stems come with the vocabulary, which is quicker; now and then they are compared with what the product makes of the text.</summary>
    private static void Check(HeldMeeting meeting)
    {
        if (meeting.Number % CheckedEach is 0
            && meeting.Segments.FirstOrDefault(one => !SearchWords.In(one.Text).Select(word => word.Stem).SequenceEqual(one.Stems, StringComparer.Ordinal)) is { } wrong)
        {
            throw new InvalidOperationException($"'{wrong.Text}' has other stems than '{string.Join(' ', wrong.Stems)}'.");
        }
    }

    private const string Account = """
        INSERT INTO tenants (id, name, created_at) VALUES (@tenant, 'bench', 0) ON CONFLICT (id) DO NOTHING;
        INSERT INTO zoom_apps (id, tenant_id, name, client_id, created_at, updated_at, version)
        VALUES (@tenant, @tenant, 'bench' || CAST(@tenant AS TEXT), 'bench' || CAST(@tenant AS TEXT), 0, 0, 1);
        INSERT INTO zoom_connections (id, tenant_id, zoom_app_id, platform, account_name, grant_kind, account_id,
            is_master_account, is_active, needs_reauth, created_at, updated_at, version)
        VALUES (@tenant, @tenant, @tenant, 'zoom', 'Bench', 'server_to_server', 'bench', FALSE, TRUE, FALSE, 0, 0, 1)
        """;

    private const string Meeting = """
        INSERT INTO meetings (id, tenant_id, connection_id, meeting_uuid, meeting_number, host_id, host_email, topic, timezone,
            start_at, duration_minutes, first_seen_by, first_seen_at, last_checked_at)
        VALUES (@id, @tenant, @tenant, @uuid, 80000000000, 'host', @host, @topic, 'UTC', @start, @minutes, 'sync', @start, @start);
        INSERT INTO recordings (id, tenant_id, connection_id, meeting_id, start_at, state, announced_files, announced_bytes,
            changed_at, created_at, updated_at, version)
        VALUES (@id, @tenant, @tenant, @id, @start, 'ready', 0, 0, @start, @start, @start, 1);
        INSERT INTO transcripts (id, tenant_id, recording_id, source, language, duration_ms, segment_count, faults, fingerprint, created_at)
        VALUES (@id, @tenant, @id, 'zoom_vtt', @language, @minutes * 60000, @segments, '[]', 'bench', @start)
        """;
}
