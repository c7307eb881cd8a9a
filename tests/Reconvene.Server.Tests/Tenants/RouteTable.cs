namespace Reconvene.Server.Tests.Tenants;

/// <summary>The least that opens a route; each includes the ones before it, but for the last.</summary>
internal enum Need
{
    Nobody,
    Viewer,
    Editor,
    Owner,

    /// <summary>Runs the server, whatever the role.</summary>
    Operator,
}

/// <summary>How a route is called.</summary>
/// <param name="Name">As the document has it: <c>GET /api/v1/recordings</c>.</param>
/// <param name="Need">Who may.</param>
/// <param name="Body">A body that the route takes; <c>&lt;credentials/id&gt;</c> stands for an id.</param>
/// <param name="Query">In the same way, what follows the question mark.</param>
/// <param name="Own">What the scene's own people read there, where it is another answer than 200.</param>
/// <param name="ByKey">The least scope of a key where that is more than the role asks: owner for manage, nobody for never.</param>
internal sealed record RouteEntry(
    string Name, Need Need, string? Body = null, string? Query = null, Need? ByKey = null, int Own = 200);

/// <summary>
/// Every route of <c>docs/openapi.json</c>, and who may call it. A route that is not in here fails the matrix by its name:
/// whoever adds one says here who may, and with which body it can be tried.
/// </summary>
internal static class RouteTable
{
    public static IReadOnlyList<RouteEntry> Routes { get; } =
    [
        new("GET /healthz", Need.Nobody),
        new("GET /readyz", Need.Nobody),

        new("GET /api/v1/auth/setup", Need.Nobody),
        new("POST /api/v1/auth/setup", Need.Nobody),
        new("POST /api/v1/auth/login", Need.Nobody),
        new("POST /api/v1/auth/refresh", Need.Nobody),
        new("POST /api/v1/auth/logout", Need.Viewer, """{"refresh_token":"rcr_none"}"""),
        new("POST /api/v1/api-keys", Need.Viewer, """{"name":"k","scope":"read"}""", ByKey: Need.Owner),
        new("GET /api/v1/api-keys", Need.Viewer),
        new("DELETE /api/v1/api-keys/{id}", Need.Viewer, ByKey: Need.Owner),

        new("GET /api/v1/users/me", Need.Viewer),
        new("PATCH /api/v1/users/me", Need.Viewer, "{}", ByKey: Need.Owner),
        new("PUT /api/v1/users/me/password", Need.Viewer, """{"current_password":"x","new_password":"a good password"}""", ByKey: Need.Nobody),
        new("GET /api/v1/users", Need.Owner),
        new("GET /api/v1/users/{id}", Need.Owner),
        new("PATCH /api/v1/users/{id}", Need.Owner, """{"role":"viewer"}"""),
        new("DELETE /api/v1/users/{id}", Need.Owner),
        new("PUT /api/v1/users/{id}/operator", Need.Operator),
        new("DELETE /api/v1/users/{id}/operator", Need.Operator),
        new("POST /api/v1/invitations", Need.Owner, """{"email":"new@example.org","role":"viewer"}"""),
        new("GET /api/v1/invitations", Need.Owner),
        new("DELETE /api/v1/invitations/{id}", Need.Owner),
        new("POST /api/v1/invitations/accept", Need.Nobody),

        // The ids of tenants are the operators' own; whose people are in them stays theirs.
        new("POST /api/v1/tenants", Need.Operator, "{}"),
        new("GET /api/v1/tenants", Need.Operator),
        new("GET /api/v1/tenants/{id}", Need.Operator),
        new("PATCH /api/v1/tenants/{id}", Need.Operator, """{"name":"Renamed"}"""),
        new("POST /api/v1/tenants/{id}/invitations", Need.Operator, """{"email":"new@example.org"}"""),

        new("GET /api/v1/audit", Need.Owner),
        new("GET /api/v1/alerts", Need.Viewer),

        new("GET /api/v1/tasks", Need.Viewer),
        new("GET /api/v1/tasks/{task_id}", Need.Viewer),
        new("DELETE /api/v1/tasks/{task_id}", Need.Editor),
        new("GET /api/v1/tasks/{task_id}/events", Need.Viewer),
        new("POST /api/v1/tasks/{task_id}/retry", Need.Editor),

        new("GET /webhooks/zoom", Need.Nobody),
        new("POST /webhooks/zoom", Need.Nobody),
        new("GET /webhooks/zoom/{app}", Need.Nobody),
        new("POST /webhooks/zoom/{app}", Need.Nobody),
        new("POST /webhooks/zoom/deauth", Need.Nobody),
        new("GET /api/v1/webhook-events", Need.Owner),
        new("GET /api/v1/zoom-apps", Need.Owner),
        new("POST /api/v1/zoom-apps", Need.Owner, "{}"),
        new("GET /api/v1/zoom-apps/{id}", Need.Owner),
        new("PATCH /api/v1/zoom-apps/{id}", Need.Owner, "{}"),
        new("DELETE /api/v1/zoom-apps/{id}", Need.Owner),

        new("GET /api/v1/credentials", Need.Viewer),
        new("POST /api/v1/credentials", Need.Owner, "{}"),
        new("GET /api/v1/credentials/{id}", Need.Viewer),
        new("PATCH /api/v1/credentials/{id}", Need.Owner, "{}"),
        new("DELETE /api/v1/credentials/{id}", Need.Owner, Query: "force=true"),
        new("GET /api/v1/credentials/{id}/rates", Need.Viewer),
        new("POST /api/v1/credentials/{id}/check", Need.Editor),
        
        // The scene has no master account.
        new("GET /api/v1/credentials/{id}/sub-accounts", Need.Editor, Own: 409),
        new("GET /api/v1/oauth/zoom/authorize", Need.Editor),
        new("GET /api/zoom/auth-url", Need.Editor),
        new("GET /zoom/connect", Need.Nobody),
        new("GET /api/v1/oauth/zoom/callback", Need.Nobody),
        new("GET /api/zoom/auth", Need.Nobody),
        new("GET /auth/zoom/callback", Need.Nobody),
        new("GET /zoom/callback", Need.Nobody),
        new("POST /api/zoom/auth", Need.Editor, """{"code":"none","state":"none"}"""),
        new("GET /api/zoom/status", Need.Viewer),

        // What is connected here is the whole tenant's; of their own an editor disposes.
        new("DELETE /api/zoom/disconnect", Need.Owner),
        new("GET /api/v1/sources", Need.Viewer),
        new("POST /api/v1/sources", Need.Editor, """{"name":"s","platform":"zoom","credential_id":<credentials/id>,"config":{}}"""),
        new("GET /api/v1/sources/{id}", Need.Viewer),
        new("PATCH /api/v1/sources/{id}", Need.Editor, "{}"),
        new("DELETE /api/v1/sources/{id}", Need.Editor),
        new("POST /api/v1/sources/{id}/sync", Need.Editor),
        new("POST /api/v1/sources/bulk/sync", Need.Editor, "{}"),
        new("GET /api/v1/ledger", Need.Viewer, Query: "credential_id=<credentials/id>"),

        new("GET /api/v1/recordings", Need.Viewer, Query: "credential_id=<credentials/id>"),
        new("GET /api/v1/recordings/estimate", Need.Viewer, Query: "credential_id=<credentials/id>"),
        new("GET /api/v1/recordings/retention", Need.Viewer),
        new("POST /api/v1/recordings/trash-at-zoom", Need.Editor, """{"credential_id":<credentials/id>}"""),
        new("GET /api/v1/recordings/{id}", Need.Viewer),
        new("POST /api/v1/recordings/{id}/keep", Need.Editor),
        new("DELETE /api/v1/recordings/{id}/keep", Need.Editor),
        new("POST /api/v1/recordings/{id}/recover-at-zoom", Need.Editor),
        new("GET /api/zoom/meetings", Need.Viewer),
        new("POST /api/zoom/download/{meeting_id}", Need.Editor, "{}"),
        new("GET /api/v1/recordings/{id}/transcript", Need.Viewer),
        new("POST /api/v1/recordings/{id}/transcript/accept", Need.Editor),
        new("DELETE /api/v1/recordings/{id}/transcript/accept", Need.Editor),
        new("POST /api/v1/recordings/{id}/transcript/recognise", Need.Editor),
        new("DELETE /api/v1/recordings/{id}/transcript/recognise", Need.Editor),
        new("PUT /api/v1/recordings/{id}/speakers", Need.Editor, """{"names":{"Maria Keller":"Maria"}}"""),
        new("DELETE /api/v1/recordings/{id}", Need.Editor),
        new("GET /api/v1/recordings/{id}/files/{file_id}/content", Need.Viewer),
        new("POST /api/v1/recordings/{id}/process", Need.Editor),
        new("POST /api/v1/recordings/bulk/process", Need.Editor, """{"recording_ids":[<recordings/id>]}"""),
        new("DELETE /api/v1/recordings/{id}/files/{file_id}", Need.Editor),
        new("GET /api/v1/recordings/{id}/transcript.{format}", Need.Viewer),
        new("GET /api/v1/recordings/{id}/deliverables", Need.Viewer),
        new("GET /api/v1/deliverables", Need.Viewer),
        new("GET /api/v1/deliverables/{id}", Need.Viewer),
        new("GET /api/v1/deliverables/{id}.{format}", Need.Viewer),
        new("POST /api/v1/deliverables/{id}/regenerate", Need.Editor),
        new("DELETE /api/v1/deliverables/{id}", Need.Editor),
        new("GET /api/v1/deliverables/{id}/versions", Need.Viewer),
        new("GET /api/v1/deliverables/{id}/versions/{version}", Need.Viewer),
        new("GET /api/v1/search", Need.Viewer, Query: "q=canary"),
        new("GET /api/v1/templates", Need.Viewer),
        new("POST /api/v1/templates", Need.Editor, """{"name":"made","title":"Made"}"""),
        new("POST /api/v1/templates/preview", Need.Viewer, "{}"),
        new("POST /api/v1/templates/rematch", Need.Editor),
        new("GET /api/v1/templates/{name}", Need.Viewer),
        new("PATCH /api/v1/templates/{name}", Need.Editor, """{"title":"Other"}"""),
        new("GET /api/v1/templates/{name}/matches", Need.Viewer),
        new("DELETE /api/v1/templates/{name}", Need.Editor),
        new("GET /api/v1/brand", Need.Viewer),
        new("PUT /api/v1/brand", Need.Editor, """{"name":"Renamed"}"""),
        new("DELETE /api/v1/brand", Need.Editor),
        new("GET /api/v1/brand/logo", Need.Viewer),
        new("PUT /api/v1/brand/logo", Need.Editor),
        new("DELETE /api/v1/brand/logo", Need.Editor),
    ];
}
