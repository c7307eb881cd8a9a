using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.WebUtilities;
using Reconvene.Zoom.Json;
using Reconvene.Zoom.Recordings;
using Reconvene.Zoom.Scopes;
using Reconvene.Zoom.Tests.Kit;

namespace Reconvene.Zoom.Tests.Scopes;

/// <summary>Compares what we send and read with Zoom's own documents.</summary>
public class OpenApiTests
{
    // In webhooks and live answers, though not in the document of the list.
    private static readonly string[] OnlySeenLive = ["host_email", "timezone", "share_url", "deleted_time"];

    [SharedFact]
    public void Every_route_stands_in_zooms_documents()
    {
        foreach (var operation in ZoomOperations.All)
        {
            using var document = DocumentOf(operation);

            Assert.True(
                Find(document, operation.Path, operation.Method) is not null,
                $"{operation.Id}: {operation.Method} {operation.Path} is in no document");
        }
    }

    [SharedFact]
    public async Task Every_query_parameter_that_we_send_is_documented()
    {
        await using var zoom = await FalseZoom.StartAsync(static context => context.Response.SayAsync(
            200,
            context.Request.Query.ContainsKey("next_page_token") ? "{}" : """{"next_page_token":"n","uuid":"u","id":"u"}"""));
        await CallEverythingAsync(zoom.Client());

        var compared = 0;
        foreach (var seen in zoom.Seen)
        {
            var target = new Uri(zoom.Address + seen.RawTarget);
            var operation = ZoomOperations.All.Single(one => Fits(one, seen.Method, target.AbsolutePath));
            using var document = DocumentOf(operation);
            var documented = Find(document, operation.Path, operation.Method)!.Value.GetProperty("parameters")
                .EnumerateArray().Select(static one => one.GetProperty("name").GetString()!).ToList();
            foreach (var name in QueryHelpers.ParseQuery(target.Query).Keys)
            {
                Assert.Contains(name, documented, StringComparer.Ordinal);
                compared++;
            }
        }

        Assert.True(compared > 10);
    }

    [SharedFact]
    public void Every_field_that_we_read_is_documented()
    {
        AssertDocumented(ZoomJson.Default.UsersBody, ZoomOperations.ListUsers, "$");
        AssertDocumented(ZoomJson.Default.ZoomUser, ZoomOperations.GetUser, "$", OnlySeenLive);
        AssertDocumented(ZoomJson.Default.RecordingsBody, ZoomOperations.ListUserRecordings, "$");
        AssertDocumented(ZoomJson.Default.ZoomRecording, ZoomOperations.GetRecording, "$", OnlySeenLive);
        var file = ZoomJson.Default.GetTypeInfo(typeof(ZoomRecordingFile))!;
        AssertDocumented(file, ZoomOperations.GetRecording, "recording_files", "file_name");
    }

    private static void AssertDocumented(JsonTypeInfo type, ZoomOperation operation, string below, params string[] known)
    {
        using var document = DocumentOf(operation);
        var schema = Find(document, operation.Path, operation.Method)!.Value
            .GetProperty("responses").GetProperty("200").GetProperty("content").EnumerateObject().First().Value
            .GetProperty("schema");
        var documented = new HashSet<string>(StringComparer.Ordinal);
        Collect(schema, below, inside: below == "$", documented);

        Assert.True(type.Properties.Count > 2);
        foreach (var property in type.Properties.Where(static one => one.Get is not null || one.Set is not null))
        {
            if (property.AttributeProvider is MemberInfo member
                && member.GetCustomAttribute<JsonIgnoreAttribute>() is not null)
            {
                continue;
            }

            Assert.True(
                documented.Contains(property.Name) || known.Contains(property.Name, StringComparer.Ordinal),
                $"{type.Type.Name}.{property.Name} is not a field of {operation.Method} {operation.Path}");
        }
    }

    // Names at one level only: of the root, or of the elements of a named list.
    private static void Collect(JsonElement schema, string below, bool inside, HashSet<string> names)
    {
        foreach (var part in schema.TryGetProperty("allOf", out var all) ? all.EnumerateArray() : default)
        {
            Collect(part, below, inside, names);
        }

        if (!schema.TryGetProperty("properties", out var properties))
        {
            return;
        }

        foreach (var property in properties.EnumerateObject())
        {
            if (inside)
            {
                names.Add(property.Name);
            }
            else if (property.Name == below)
            {
                Collect(property.Value.GetProperty("items"), below, inside: true, names);
            }
        }
    }

    private static async Task CallEverythingAsync(ZoomClient client)
    {
        var none = CancellationToken.None;
        var day = new DateOnly(2026, 1, 1);
        var meeting = MeetingReference.Of(new MeetingUuid("u=="));
        await client.GetUserAsync("u", none);
        await client.ListUsersAsync(Users.UserStatus.Inactive, none).ToListAsync();
        await client.ListUserRecordingsAsync("u", day, day, trash: false, none).ToListAsync();
        await client.ListUserRecordingsAsync("u", day, day, trash: true, none).ToListAsync();
        await client.GetRecordingAsync(meeting, TimeSpan.FromMinutes(1), none);
        await client.TrashRecordingAsync(meeting, none);
        await client.TrashRecordingFileAsync(meeting, "f", none);
        await client.DeleteRecordingFileAsync(meeting, "f", none);
        await client.RecoverRecordingAsync(new MeetingUuid("u=="), none);
    }

    private static bool Fits(ZoomOperation operation, string method, string path)
    {
        var ours = operation.Path.Split('/');
        var theirs = path["/v2".Length..].Split('/');
        return operation.Method == method
            && ours.Length == theirs.Length
            && ours.Zip(theirs).All(static pair => pair.First.StartsWith('{') || pair.First == pair.Second);
    }

    private static JsonElement? Find(JsonDocument document, string path, string method) =>
        document.RootElement.GetProperty("paths").TryGetProperty(path, out var methods)
        && methods.EnumerateObject().FirstOrDefault(
            one => one.Name.Equals(method, StringComparison.OrdinalIgnoreCase)) is { Value.ValueKind: not JsonValueKind.Undefined } found
            ? found.Value
            : null;

    private static JsonDocument DocumentOf(ZoomOperation operation)
    {
        var isUsers = operation == ZoomOperations.ListUsers || operation == ZoomOperations.GetUser;
        return JsonDocument.Parse(SharedFiles.Read("openapi", isUsers ? "zoom-users-api.json" : "zoom-meetings-api.json"));
    }
}
