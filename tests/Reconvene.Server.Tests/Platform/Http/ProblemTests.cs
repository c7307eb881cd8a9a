using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Platform.Http;

public sealed class ProblemTests
{
    private const string Login = "/api/v1/auth/login";
    private const string Keys = "/api/v1/api-keys";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("GET", "/api/nowhere", null, 404, "not_found")]
    [InlineData("DELETE", "/api/v1/auth/login", null, 405, "method_not_allowed")]
    [InlineData("GET", "/api/v1/users/me", null, 401, "unauthorized")]
    [InlineData("POST", "/api/v1/auth/login", null, 400, "missing_body")]
    [InlineData("POST", "/api/v1/auth/login", "", 400, "missing_body")]
    [InlineData("POST", "/api/v1/auth/login", "null", 400, "missing_body")]
    [InlineData("POST", "/api/v1/auth/login", "{\"email\":\n  oops}", 400, "malformed_json")]
    [InlineData("POST", "/api/v1/auth/login", "{\"email\":\"a", 400, "malformed_json")]
    [InlineData("POST", "/api/v1/auth/login", "[]", 422, "validation_failed")]
    [InlineData("POST", "/api/v1/auth/login", "{}", 422, "validation_failed")]
    public async Task Every_error_is_a_complete_problem(string method, string path, string? body, int status, string code)
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        server.Anonymous.DefaultRequestHeaders.Add("Accept", "text/html");

        var answer = await server.Anonymous.SendAsync(new HttpMethod(method), path, body);

        AssertComplete(answer, status, code);
    }

    [Fact]
    public async Task A_body_that_is_not_declared_as_json_is_refused_with_415()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);

        var answer = await server.Anonymous.SendAsync(HttpMethod.Post, Login, "{}", "text/plain");

        AssertComplete(answer, 415, "unsupported_media_type");
    }

    [Fact]
    public async Task A_body_over_one_mebibyte_is_refused_with_413()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);

        var answer = await server.Anonymous.SendAsync(
            HttpMethod.Post, Login, $$"""{"email":"a@example.org","password":"{{new string('x', 1024 * 1024)}}"}""");

        AssertComplete(answer, 413, "body_too_large");
    }

    [Fact]
    public async Task The_place_of_what_is_not_json_is_named()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);

        var answer = await server.Anonymous.SendAsync(HttpMethod.Post, Login, "{\"email\":\n  oops}");

        Assert.Equal("The body is not valid JSON at line 2, byte 3: correct it there.", answer.Detail);
    }

    [Theory]
    [InlineData("""{"email":"a@b","password":"x","more":1}""", "more", "is not a field of this request: remove it, or correct its name.")]
    [InlineData("""{"email":7,"password":"x"}""", "email", "must be text.")]
    [InlineData("""{"email":null,"password":"x"}""", "email", "must not be null.")]
    [InlineData("""{"email":"a@b","email":"c@d","password":"x"}""", "email", "stands twice: send it once.")]
    [InlineData("""{"email":"a@b"}""", "password", "is required.")]
    public async Task A_field_that_does_not_fit_is_named_with_what_was_expected(string body, string field, string message)
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);

        var answer = await server.Anonymous.SendAsync(HttpMethod.Post, Login, body);

        AssertComplete(answer, 422, "validation_failed");
        var error = Assert.Single(answer.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal((field, message), (error.GetProperty("field").GetString(), error.GetProperty("message").GetString()));
    }

    [Fact]
    public async Task Every_missing_field_is_named()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);

        Assert.Equal(["email", "password"], (await server.Anonymous.SendAsync(HttpMethod.Post, Login, "{}")).Fields);
    }

    [Fact]
    public async Task The_choices_of_an_enum_are_named_and_deep_nesting_goes_no_deeper()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        var owner = await server.OwnerAsync();

        var choice = await owner.SendAsync(HttpMethod.Post, Keys, """{"name":"k","scope":"all"}""");
        var deep = await owner.SendAsync(HttpMethod.Post, Keys, $"{{\"name\":{new string('[', 100_000)}");

        Assert.Equal("scope: must be one of read, write, manage.", choice.Detail);

        // How much of the body had come decides which is seen first.
        Assert.Matches(
            @"^(name: must be text|The body nests too deep \(more than 64 levels\) at line 1, byte [0-9]+: correct it there).$",
            deep.Detail);
    }

    [Fact]
    public async Task Of_a_small_body_that_nests_deep_the_first_field_that_does_not_fit_is_named()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        var owner = await server.OwnerAsync();

        var deep = await owner.SendAsync(HttpMethod.Post, Keys, $"{{\"name\":{new string('[', 200)}");

        AssertComplete(deep, 422, "validation_failed");
        Assert.Equal("name: must be text.", deep.Detail);
    }

    [Fact]
    public async Task A_body_that_nests_too_deep_is_refused_with_the_place_before_its_end_has_come()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        var owner = await server.OwnerAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {Keys} HTTP/1.1\r\nHost: x\r\nAuthorization: {owner.DefaultRequestHeaders.Authorization}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{\"name\":{new string('[', 200)}"));

        Assert.Equal(
            "The body nests too deep (more than 64 levels) at line 1, byte 72: correct it there.",
            JsonDocument.Parse(await ReadJsonLineAsync(stream).WaitAsync(Patience)).RootElement.GetProperty("detail").GetString());
    }

    [Theory]
    [Engines]
    public async Task A_fault_of_ours_tells_nothing_but_the_trace_id_that_the_log_has_too(TestEngine engine)
    {
        Exception? fault = null;
        await using var server = await ServerUnderTest.StartAsync(
            engine, decorate: connection => fault is null ? connection : new FaultyConnection(connection, () => fault));
        fault = new InvalidOperationException("canary SELECT * FROM users at /srv/data");

        var answer = await server.Anonymous.SendAsync(HttpMethod.Get, "/api/v1/auth/setup");

        AssertComplete(answer, 500, "internal_error");
        Assert.DoesNotContain("canary", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("InvalidOperation", answer.Text, StringComparison.Ordinal);
        Assert.Contains(server.LogLines, line => line.Contains("canary SELECT", StringComparison.Ordinal));
    }

    [Theory]
    [Engines]
    public async Task A_database_that_is_away_is_503_with_a_time_to_come_back(TestEngine engine)
    {
        Exception? fault = null;
        await using var server = await ServerUnderTest.StartAsync(
            engine, decorate: connection => fault is null ? connection : new FaultyConnection(connection, () => fault));
        var owner = await server.OwnerAsync();
        fault = engine is TestEngine.Sqlite ? new SqliteException("canary locked", 5) : new NpgsqlException("canary gone");

        foreach (var answer in new[] { await server.Anonymous.SendAsync(HttpMethod.Get, "/api/v1/auth/setup"), await owner.SendAsync(HttpMethod.Get, Keys) })
        {
            AssertComplete(answer, 503, "database_unavailable");
            Assert.Equal("5", answer.Headers["Retry-After"]);
            Assert.DoesNotContain("canary", answer.Text, StringComparison.Ordinal);
        }
    }

    private static async Task<string> ReadJsonLineAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith('{'))
            {
                return line;
            }
        }

        throw new InvalidDataException("The answer has no problem in it.");
    }

    private static void AssertComplete(Answer answer, int status, string code)
    {
        Assert.Equal((status, code), (answer.Code, answer.ErrorCode));
        Assert.Equal("application/problem+json", answer.Headers["Content-Type"].Split(';')[0]);
        var members = answer.Json.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal);
        Assert.Equal(["detail", "error_code", "errors", "status", "status_code", "title", "trace_id", "type"], members, StringComparer.Ordinal);
        Assert.Equal(status, answer.Json.GetProperty("status").GetInt32());
        Assert.Equal(status, answer.Json.GetProperty("status_code").GetInt32());
        Assert.Equal(JsonValueKind.Array, answer.Json.GetProperty("errors").ValueKind);
        Assert.Matches("^[0-9a-f]{32}$", answer.Json.GetProperty("trace_id").GetString());
        Assert.NotEmpty(answer.Detail);
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
    }
}
