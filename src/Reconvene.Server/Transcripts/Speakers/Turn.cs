namespace Reconvene.Server.Transcripts.Speakers;

/// <summary>For so long somebody was heard; several when they spoke at once.</summary>
/// <param name="Start">From the beginning of the stretch.</param>
/// <param name="End">Never before <paramref name="Start"/>.</param>
/// <param name="Names">At least one; whoever came in last is first.</param>
internal sealed record Turn(TimeSpan Start, TimeSpan End, IReadOnlyList<string> Names);
