using Reconvene.Client.Recordings;
using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;
using Reconvene.Server.Recordings;

namespace Reconvene.Server.Deliverables;

/// <summary>Shows with a recording what was made of it.</summary>
internal sealed class DeliverablePart(Database database) : IRecordingPart
{
    public async Task<Func<RecordingView, RecordingView>> ReadAsync(
        TenantId tenant, IReadOnlyList<RecordingId> recordings, CancellationToken cancellation)
    {
        var sought = Rows.In(recordings, new { tenant });
        var rows = await database.QueryAsync<PartRow>(
            $"""
            SELECT id, recording_id, title, made_by
            FROM deliverables
            WHERE tenant_id = @tenant AND recording_id IN (VALUES {sought.Values})
            ORDER BY id
            """,
            sought.Arguments,
            cancellation);
        var byRecording = rows.ToLookup(row => row.RecordingId);
        return view => view with
        {
            Deliverables =
            [
                .. byRecording[view.Id].Select(row => new RecordingDeliverable
                {
                    Id = row.Id,
                    Title = row.Title,
                    MadeBy = row.MadeBy,
                }),
            ],
        };
    }

    private sealed class PartRow
    {
        public long Id { get; init; }

        public long RecordingId { get; init; }

        public string Title { get; init; } = "";

        public string MadeBy { get; init; } = "";
    }
}
