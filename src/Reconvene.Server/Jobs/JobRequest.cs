using Reconvene.Server.Accounts;

namespace Reconvene.Server.Jobs;

/// <summary>A job to be started.</summary>
/// <param name="Tenant">Whose it is.</param>
/// <param name="Kind">Name of a registered definition, such as <c>process-recording</c>.</param>
/// <param name="Subject">What it is about, such as <c>recording:12</c>: one job of a kind for a subject at a time.</param>
/// <param name="Account">Key of the Zoom account whose calls it makes (the connection's id as text).</param>
/// <param name="Input">Anything the steps need to know, kept as JSON; null for nothing.</param>
/// <param name="Prevails">Whether a job that is under way already goes on with this input in place of the one it has.</param>
internal sealed record JobRequest(
    TenantId Tenant, string Kind, string Subject, string Account, object? Input = null, bool Prevails = false);
