using Reconvene.Server.Accounts;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>Tokens that were taken for a call.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="Day">Of whose budget.</param>
/// <param name="Tokens">How many.</param>
internal sealed record TokenReservation(TenantId Tenant, DateTimeOffset Day, int Tokens);
