using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Search;

/// <summary>Which segments are a speaker's, by the name that is shown: the one that people gave, or else the transcript's own.</summary>
internal sealed class SpeakerSegments(Database database)
{
    /// <summary>Whether people gave anybody this name, or one who had it another.</summary>
    public async Task<bool> AreNamedAsync(TenantId tenant, string? speaker, CancellationToken cancellation) =>
        speaker is not null && await database.FindAsync<long?>(
            "SELECT 1 FROM speaker_names WHERE tenant_id = @tenant AND (name = @speaker OR label = @speaker) LIMIT 1",
            new { tenant, speaker },
            cancellation) is not null;

    /// <summary>Of each recording; null when no speaker is asked for.</summary>
    public async Task<IReadOnlyDictionary<RecordingId, HashSet<int>>?> OfAsync(
        TenantId tenant, string? speaker, bool areNamed, IReadOnlyList<FoundRecording> recordings, CancellationToken cancellation)
    {
        if (speaker is null)
        {
            return null;
        }

        var names = (areNamed ? await NamesAsync(tenant, speaker, recordings, cancellation) : []).ToLookup(row => row.RecordingId);
        return recordings.ToDictionary(one => one.Id, one => Of(one, speaker, [.. names[one.Id]]));
    }

    private static HashSet<int> Of(FoundRecording recording, string speaker, IReadOnlyList<NameRow> names)
    {
        var labels = names.Where(row => row.Name == speaker).Select(row => row.Label);
        if (names.All(row => row.Label != speaker))
        {
            labels = labels.Append(speaker);
        }

        var places = new SaidPlaces(recording.Places);
        return labels.SelectMany(label => places.Of(SaidTerm.Speaker(label))).ToHashSet();
    }

    private async Task<IReadOnlyList<NameRow>> NamesAsync(
        TenantId tenant, string speaker, IReadOnlyList<FoundRecording> recordings, CancellationToken cancellation)
    {
        if (recordings.Count is 0)
        {
            return [];
        }

        var sought = Rows.In([.. recordings.Select(one => one.Id)], new { tenant, speaker });
        return await database.QueryAsync<NameRow>(
            $"""
            SELECT recording_id, label, name FROM speaker_names
            WHERE tenant_id = @tenant AND recording_id IN (VALUES {sought.Values}) AND (label = @speaker OR name = @speaker)
            """,
            sought.Arguments,
            cancellation);
    }

    private sealed class NameRow
    {
        public RecordingId RecordingId { get; init; }

        public string Label { get; init; } = "";

        public string Name { get; init; } = "";
    }
}
