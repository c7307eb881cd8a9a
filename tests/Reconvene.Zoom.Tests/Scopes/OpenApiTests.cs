using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
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
        await using var zoom = await FalseZoom.StartAsync(
            static context => context.Response.SayAsync(200, FirstOfTwoPages(context.Request)));
        await CallEverythingAsync(zoom.Client());
        await CallPhoneAsync(zoom.Phone());

        var compared = 0;
        foreach (var seen in zoom.Seen)
        {
            var target = new Uri(zoom.Address + seen.RawTarget);
            var operation = ZoomOperations.All.Single(one => Fits(one, seen.Method, target.AbsolutePath));
            using var document = DocumentOf(operation);
            var documented = ParametersOf(document, operation);
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
        AssertDocumented(ZoomJson.Default.PhoneRecordingsBody, ZoomOperations.ListPhoneRecordings, "$");
        AssertDocumented(
            ZoomJson.Default.ZoomPhoneRecording, ZoomOperations.ListPhoneRecordings, "recordings", "call_history_id", "deleted_time");
        AssertDocumented(ZoomJson.Default.VoicemailsBody, ZoomOperations.ListVoicemails, "$");
        AssertDocumented(ZoomJson.Default.ZoomVoicemail, ZoomOperations.GetVoicemail, "$", "owner");
        AssertDocumented(ZoomJson.Default.ZoomMeeting, ZoomOperations.CreateMeeting, "$", "uuid");
    }

    [SharedFact]
    public void Every_field_of_an_account_is_documented()
    {
        using var document = DocumentOf(ZoomOperations.ListSubAccounts);
        var definitions = document.RootElement.GetProperty("definitions");
        var fields = definitions.GetProperty("AccountListItem").GetProperty("properties").GetProperty("accounts")
            .GetProperty("items").GetProperty("properties").EnumerateObject().Select(static one => one.Name);

        Compare.Same(
            fields.Order(StringComparer.Ordinal),
            ZoomJson.Default.ZoomAccount.Properties.Select(static one => one.Name).Order(StringComparer.Ordinal));
        foreach (var name in (string[])["page_number", "page_size", "total_records"])
        {
            Assert.True(definitions.GetProperty("Pagination").GetProperty("properties").TryGetProperty(name, out _));
            Assert.Contains(
                name, ZoomJson.Default.AccountsBody.Properties.Select(static one => one.Name), StringComparer.Ordinal);
        }
    }

    [SharedFact]
    public void Every_field_that_we_send_is_documented()
    {
        using var document = DocumentOf(ZoomOperations.CreateMeeting);
        var schema = Find(document, ZoomOperations.CreateMeeting.Path, "POST")!.Value
            .GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");
        var documented = new HashSet<string>(StringComparer.Ordinal);
        Collect(schema, "$", inside: true, documented);

        Assert.Equal(6, ZoomJson.Default.MeetingBody.Properties.Count);
        Assert.All(ZoomJson.Default.MeetingBody.Properties, one => Assert.Contains(one.Name, documented));
    }

    private static void AssertDocumented(JsonTypeInfo type, ZoomOperation operation, string below, params string[] known)
    {
        using var document = DocumentOf(operation);
        var schema = Find(document, operation.Path, operation.Method)!.Value
            .GetProperty("responses").EnumerateObject().First(static one => one.Name[0] == '2').Value.GetProperty("content").EnumerateObject().First().Value
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

    // The document of accounts, the oldest, counts pages; the others give a token for the next.
    private static string FirstOfTwoPages(HttpRequest request) =>
        request.Query.ContainsKey("next_page_token") || request.Query.ContainsKey("page_number") ? "{}"
        : request.Path.Value!.EndsWith("/accounts", StringComparison.Ordinal)
            ? """{"page_number":1,"page_size":1,"total_records":2,"accounts":[{"id":"a"}]}"""
            : """{"next_page_token":"n","uuid":"u","id":"1"}""";

    private static async Task CallEverythingAsync(ZoomClient client)
    {
        var none = CancellationToken.None;
        var day = new DateOnly(2026, 1, 1);
        var meeting = MeetingReference.Of(new MeetingUuid("u=="));
        await client.GetUserAsync("u", none);
        await client.GetMeAsync(none);
        await client.ProbeAsync(userIdOrMe: null, none);
        await client.ListAccountsAsync(none).ToListAsync();
        await client.CreateMeetingAsync(
            "u", new("t", new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(1), "UTC"), none);
        await client.DeleteMeetingAsync(1, none);
        await client.ListUsersAsync(Users.UserStatus.Inactive, none).ToListAsync();
        await client.ListUserRecordingsAsync("u", day, day, trash: false, none).ToListAsync();
        await client.ListUserRecordingsAsync("u", day, day, trash: true, none).ToListAsync();
        await client.GetRecordingAsync(meeting, TimeSpan.FromMinutes(1), none);
        await client.TrashRecordingAsync(meeting, none);
        await client.TrashRecordingFileAsync(meeting, "f", none);
        await client.DeleteRecordingFileAsync(meeting, "f", none);
        await client.RecoverRecordingAsync(new MeetingUuid("u=="), none);
    }

    private static async Task CallPhoneAsync(ZoomPhone phone)
    {
        var none = CancellationToken.None;
        var at = Zoom.Phone.PhoneWindow.Days(new(2026, 1, 1), new(2026, 1, 2));
        await phone.ListPhoneRecordingsAsync(null, at, none).ToListAsync(none);
        await phone.ListPhoneRecordingsAsync("u", at, none).ToListAsync(none);
        await phone.ListVoicemailsAsync(null, at, none).ToListAsync(none);
        await phone.ListVoicemailsAsync("u", at, none).ToListAsync(none);
        await phone.GetCallElementRecordingAsync("e", none);
        await phone.GetVoicemailAsync("v", none);
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

    private static List<string> ParametersOf(JsonDocument document, ZoomOperation operation) =>
        [.. Find(document, operation.Path, operation.Method)!.Value.GetProperty("parameters").EnumerateArray()
            .Select(one => one.TryGetProperty("$ref", out var named)
                ? document.RootElement.GetProperty("parameters").GetProperty(named.GetString()!.Split('/')[^1])
                : one)
            .Select(static one => one.GetProperty("name").GetString()!)];

    // The newest document that knows the route; that of 2018 alone knows master accounts.
    private static JsonDocument DocumentOf(ZoomOperation operation) =>
        JsonDocument.Parse(SharedFiles.Read("openapi", operation.Path switch
        {
            "/accounts" => "zoom-api-v2-2018-master-accounts.json",
            _ when operation.Path.StartsWith("/phone/", StringComparison.Ordinal) => "zoom-phone-api.json",
            "/users/{userId}/meetings" or "/users/{userId}/webinars" or "/users/{userId}/recordings" =>
                "zoom-meetings-api.json",
            _ when operation.Path.StartsWith("/users", StringComparison.Ordinal) => "zoom-users-api.json",
            _ => "zoom-meetings-api.json",
        }));
}
