using Reconvene.Server.Accounts;
using Reconvene.Server.Ledger;

namespace Reconvene.Server.Deliverables.Models;

/// <summary>One deliverable that a model writes.</summary>
/// <param name="Tenant">Whose budget is used.</param>
/// <param name="Recording">Of which it is made.</param>
/// <param name="Order">What is to be written.</param>
/// <param name="Told">Is told how many parts are read, and of how many.</param>
internal sealed record ModelWork(TenantId Tenant, RecordingId Recording, ModelOrder Order, Func<int, int, Task> Told);
