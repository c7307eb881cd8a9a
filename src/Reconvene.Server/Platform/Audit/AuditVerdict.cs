namespace Reconvene.Server.Platform.Audit;

/// <summary>What a look at one chain found.</summary>
/// <param name="TenantId">Whose chain.</param>
/// <param name="Entries">How many entries hang together, from the first.</param>
/// <param name="Break">The first place where they do not; null when the chain is whole.</param>
internal sealed record AuditVerdict(long TenantId, long Entries, AuditBreak? Break);

/// <summary>Where a chain is broken.</summary>
/// <param name="Sequence">The first entry that is not as it was written.</param>
/// <param name="Kind">How.</param>
/// <param name="Message">The same in a sentence.</param>
internal sealed record AuditBreak(long Sequence, AuditBreakKind Kind, string Message);

internal enum AuditBreakKind
{
    /// <summary>The entry does not follow from the one before: edited, moved or put in between.</summary>
    Changed,

    /// <summary>The entry is not there, and later ones are.</summary>
    Missing,

    /// <summary>The chain once went further.</summary>
    CutOff,

    /// <summary>The entry was put where this server wrote none.</summary>
    Added,

    /// <summary>The chain hangs together, and is another than was once seen.</summary>
    Rewritten,
}
