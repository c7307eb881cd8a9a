using Reconvene.Client.Deliverables;
using Reconvene.Server.Deliverables;
using Reconvene.Server.Platform.Data;

namespace Reconvene.Testing;

/// <summary>A server whose first tenant has one deliverable, number 1, of recording 5.</summary>
internal sealed class DeliverableScene : IAsyncDisposable
{
    public const string PublicUrl = "https://meetings.example.org";

    private DeliverableScene(ServerUnderTest server, string token)
    {
        Server = server;
        Token = token;
        Owner = server.Client(token);
    }

    public ServerUnderTest Server { get; }

    public string Token { get; }

    public HttpClient Owner { get; }

    public static async Task<DeliverableScene> StartAsync(
        TestEngine engine, DeliverableDocument document, bool isPublic = true, Dictionary<string, string>? settings = null)
    {
        var all = new Dictionary<string, string>(settings ?? [], StringComparer.Ordinal);
        if (isPublic)
        {
            all["Http:PublicUrl"] = PublicUrl;
        }

#pragma warning disable CA2000 // The scene disposes it.
        var server = await ServerUnderTest.StartAsync(engine, settings: all);
#pragma warning restore CA2000
        try
        {
            var scene = new DeliverableScene(server, await server.OwnerTokenAsync());
            await SeedAsync(server.Database, document);
            return scene;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The deliverable as a file, such as <c>html</c>.</summary>
    public Task<Answer> ReadAsync(string format) => Owner.SendAsync(HttpMethod.Get, $"/api/v1/deliverables/1.{format}");

    /// <summary>The same as bytes.</summary>
    public async Task<byte[]> BytesAsync(string format) =>
        await Owner.GetByteArrayAsync(new Uri($"/api/v1/deliverables/1.{format}", UriKind.Relative));

    /// <summary>Puts a picture up as the logo, whatever it is.</summary>
    public async Task<HttpResponseMessage> PutLogoAsync(byte[] bytes, string type)
    {
        using var body = new ByteArrayContent(bytes);
        body.Headers.ContentType = new(type);
        return await Owner.PutAsync(new Uri("/api/v1/brand/logo", UriKind.Relative), body);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private static async Task SeedAsync(Database database, DeliverableDocument document)
    {
        await using var work = await database.BeginAsync(CancellationToken.None);
        foreach (var sql in Rows)
        {
            await work.ExecuteAsync(sql, null, CancellationToken.None);
        }

        await work.ExecuteAsync(
            """
            INSERT INTO deliverables
                (id, tenant_id, recording_id, template, title, language, made_by, content, fingerprint, created_at, updated_at, version)
            VALUES (1, 1, 5, 'summary', @title, @language, @madeBy, @content, 'f', @at, @at, 1)
            """,
            new
            {
                title = document.Title,
                language = document.Language,
                madeBy = document.MadeBy,
                content = DeliverableJson.Write(document),
                at = SampleDocuments.RecordedAt,
            },
            CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
    }

    private static string[] Rows { get; } =
    [
        """
        INSERT INTO zoom_apps (id, tenant_id, name, client_id, created_at, updated_at, version)
        VALUES (77, 1, 'scene', 'scene-client', 0, 0, 1)
        """,
        """
        INSERT INTO zoom_connections (id, tenant_id, zoom_app_id, platform, account_name, grant_kind, is_master_account, is_active, needs_reauth,
            created_at, updated_at, version)
        VALUES (77, 1, 77, 'zoom', 'a', 'oauth', FALSE, TRUE, FALSE, 0, 0, 1)
        """,
        """
        INSERT INTO meetings (id, tenant_id, connection_id, meeting_uuid, topic, first_seen_by, first_seen_at, last_checked_at)
        VALUES (77, 1, 77, 'u', 'Scene', 'sync', 0, 0)
        """,
        """
        INSERT INTO recordings (id, tenant_id, connection_id, meeting_id, start_at, state, announced_files, announced_bytes,
            changed_at, created_at, updated_at, version)
        VALUES (5, 1, 77, 77, 0, 'ready', 1, 1, 0, 0, 0, 1)
        """,
    ];
}
