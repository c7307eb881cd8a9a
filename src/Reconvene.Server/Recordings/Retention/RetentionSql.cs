using Reconvene.Server.Platform.Data;

namespace Reconvene.Server.Recordings.Retention;

/// <summary>What the questions about retention have in common.</summary>
internal static class RetentionSql
{
    /// <summary>
    /// Which rule a recording is under: its own exemption; that of the source that took it; its own, when none did; else for
    /// ever. What nobody has looked at yet is kept.
    /// </summary>
    public const string Rule = """
        CASE WHEN r.is_kept = TRUE THEN 'forever'
            WHEN s.id IS NOT NULL THEN s.keep_media
            WHEN r.source_known = 1 THEN COALESCE(r.keep_media, 'forever')
            ELSE 'forever' END
        """;

    /// <summary>Held files of recordings (f, r), and the source that took them (s) where there is one.</summary>
    public const string Held = """
        FROM recording_files f
        JOIN recordings r ON r.id = f.recording_id AND r.tenant_id = f.tenant_id
        LEFT JOIN sources s ON s.id = r.source_id AND s.tenant_id = r.tenant_id
        """;

    /// <summary>Video and sound; whatever has no other name stays.</summary>
    public const string IsMedia = """
        (f.file_type IN ('MP4', 'M4A') OR f.file_extension IN ('mp4', 'm4a', 'mp3', 'wav', 'webm', 'mov'))
        """;

    /// <summary>When a held file's time is over, in milliseconds; of one that is kept until it is processed, when it was held.</summary>
    public const string DueAt =
        $"CASE WHEN {Rule} = 'days' THEN f.held_at + s.keep_days * 86400000 ELSE f.held_at END";

    /// <summary>Work of any kind is under way for the recording.</summary>
    public const string IsAtWork = """
        EXISTS (
            SELECT 1 FROM jobs j
            WHERE j.tenant_id = r.tenant_id AND j.subject = 'recording:' || r.id AND j.state IN ('open', 'running')
                AND j.kind IN ('process-recording', 'trash-at-zoom', 'remove-everywhere', 'recover-at-zoom'))
        """;

    /// <summary>
    /// Something was made of it, all that Zoom lists is here, nothing is under way, and nothing of its sound has still to be heard.
    /// </summary>
    public const string IsProcessed = $"""
        (r.state = 'ready'
            AND EXISTS (SELECT 1 FROM deliverables d WHERE d.tenant_id = r.tenant_id AND d.recording_id = r.id)
            AND NOT EXISTS (
                SELECT 1 FROM recording_files o
                WHERE o.tenant_id = r.tenant_id AND o.recording_id = r.id
                    AND (o.state IN ('waiting', 'queued') OR o.damaged_at IS NOT NULL))
            AND NOT EXISTS (
                SELECT 1 FROM recognition_wishes w
                WHERE w.tenant_id = r.tenant_id AND w.recording_id = r.id AND w.due_at IS NOT NULL)
            AND NOT EXISTS (
                SELECT 1 FROM recognitions n
                JOIN recording_files o ON o.id = n.recording_file_id AND o.tenant_id = n.tenant_id
                WHERE n.tenant_id = r.tenant_id AND o.recording_id = r.id AND n.failure IS NOT NULL AND n.is_final = FALSE)
            AND NOT {IsAtWork})
        """;

    /// <summary>Whether a rule can end for it at all.</summary>
    public const string MayGo = $"f.tenant_id = @tenant AND f.state = 'held' AND {IsMedia} AND {Rule} <> 'forever'";

    /// <summary>Its source says that it goes to Zoom's trash so many days after all of it was held, and nobody keeps it.</summary>
    public const string IsToBeTrashed = """
        (r.is_kept = FALSE AND EXISTS (
            SELECT 1 FROM sources s
            WHERE s.tenant_id = r.tenant_id AND s.id = r.source_id AND s.trash_at_zoom_days IS NOT NULL
                AND EXISTS (SELECT 1 FROM recording_files h WHERE h.tenant_id = r.tenant_id AND h.recording_id = r.id)
                AND NOT EXISTS (
                    SELECT 1 FROM recording_files h
                    WHERE h.tenant_id = r.tenant_id AND h.recording_id = r.id
                        AND (h.state <> 'held' OR h.held_at + s.trash_at_zoom_days * 86400000 > @now))))
        """;

    /// <summary>
    /// When its source's rule may ask for it next, in milliseconds; a day after the last time where nothing else is on record.
    /// </summary>
    public const string NextTrashAt = "COALESCE(trash_not_before, trash_asked_at + 86400000, 0)";

    /// <summary>So many at once: one transaction of them is short.</summary>
    public const int Batch = Rows.MostPerStatement;
}
