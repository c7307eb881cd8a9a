using System.Text.Json;
using Reconvene.Server.Accounts;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Tenants;

/// <summary>Somebody who tries every route.</summary>
/// <param name="Name">For the message of a failure.</param>
/// <param name="Client">Signed in, or with a key.</param>
/// <param name="Level">What the role, or the scope of the key, amounts to.</param>
/// <param name="IsKey">Whether a key is used.</param>
/// <param name="IsOperator">Whether the person runs the server, and the key reaches that far.</param>
internal sealed record MatrixCaller(string Name, HttpClient Client, Need Level, bool IsKey, bool IsOperator)
{
    public bool May(ApiRoute route) => (route.Entry.Need is Need.Operator ? IsOperator : Level >= route.Entry.Need)
        && (!IsKey || route.Entry.ByKey is not { } least || (least is not Need.Nobody && Level >= least));

    public override string ToString() => Name;

    /// <summary>Each role of a tenant and, of an owner, each scope of a key.</summary>
    public static async Task<IReadOnlyList<MatrixCaller>> OfTenantAsync(ServerUnderTest server, long tenant)
    {
        var owner = server.Client(await server.AddPersonAsync(Role.Owner, tenant));
        return
        [
            new("viewer", server.Client(await server.AddPersonAsync(Role.Viewer, tenant)), Need.Viewer, false, false),
            new("editor", server.Client(await server.AddPersonAsync(Role.Editor, tenant)), Need.Editor, false, false),
            new("owner", owner, Need.Owner, false, false),
            await KeyAsync(server, owner, "read", Need.Viewer),
            await KeyAsync(server, owner, "write", Need.Editor),
            await KeyAsync(server, owner, "manage", Need.Owner),
        ];
    }

    /// <summary>Who runs the server and is a viewer in a tenant of their own.</summary>
    public static async Task<MatrixCaller> OperatorAsync(ServerUnderTest server, long tenant)
    {
        var token = await server.AddPersonAsync(Role.Viewer, tenant);
        await using var work = await server.Database.BeginAsync(CancellationToken.None);
        await work.ExecuteAsync("UPDATE users SET is_operator = TRUE WHERE tenant_id = @tenant", new { tenant }, CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
        return new MatrixCaller("operator", server.Client(token), Need.Viewer, false, true);
    }

    private static async Task<MatrixCaller> KeyAsync(ServerUnderTest server, HttpClient owner, string scope, Need level)
    {
        var made = await owner.SendAsync(HttpMethod.Post, "/api/v1/api-keys", JsonSerializer.Serialize(new { name = scope, scope }));
        return new MatrixCaller($"key to {scope}", server.Client(made.Json.GetProperty("key").GetString()), level, true, false);
    }
}
