namespace Reconvene.Server.Recordings.Steps;

/// <summary>
/// The bookmark of steps that ask Zoom where a recording is, or to move it: one for both, so that neither forgets what the
/// other left.
/// </summary>
/// <param name="IsAsked">Zoom was asked to do it; whether the answer came or not.</param>
/// <param name="Times">How often in a row the recording was nowhere.</param>
internal sealed record AskedAtZoom(bool IsAsked = false, int Times = 0);
