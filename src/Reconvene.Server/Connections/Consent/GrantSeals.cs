using System.Text.Json;
using Reconvene.Server.Accounts;
using Reconvene.Server.Platform.Secrets;
using Reconvene.Zoom.OAuth;

namespace Reconvene.Server.Connections.Consent;

/// <summary>Seals and opens grants that wait outside <c>zoom_tokens</c>: for a person's answer, or for their revocation.</summary>
internal sealed class GrantSeals(Sealer sealer)
{
    public ValueTask<byte[]> SealAsync(
        TenantId tenant, string table, long row, ZoomToken token, CancellationToken cancellation) =>
        sealer.SealAsync(tenant, Place(table, row), JsonSerializer.Serialize(GrantSecrets.Of(token)), cancellation);

    public async ValueTask<ZoomToken> OpenAsync(
        TenantId tenant, string table, long row, byte[] whole, CancellationToken cancellation) =>
        JsonSerializer.Deserialize<GrantSecrets>(
            await sealer.OpenTextAsync(tenant, Place(table, row), whole, cancellation))!.ToToken();

    private static SealedPlace Place(string table, long row) => new(table, "grant_sealed", $"{row}");
}
