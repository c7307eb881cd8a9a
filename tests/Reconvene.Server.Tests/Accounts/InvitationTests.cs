using System.Text.Json;
using Reconvene.Server.Tests.Platform.Secrets;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Accounts;

public sealed class InvitationTests
{
    private const string Invitations = "/api/v1/invitations";

    private static readonly Dictionary<string, string> Public = new(StringComparer.Ordinal) { ["Http:PublicUrl"] = "https://zoom.example.org" };

    private readonly TestClock _clock = new();

    [Theory]
    [Engines]
    public async Task A_person_who_is_invited_comes_in_once_with_the_role_that_was_meant(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine, _clock, Public);
        var owner = await server.OwnerAsync();

        var made = await InviteAsync(owner, "Ada@Example.org", "EDITOR");
        var accepted = await AcceptAsync(server, CodeOf(made));
        var again = await AcceptAsync(server, CodeOf(made));

        Assert.Equal((201, "no-store"), (made.Code, made.Headers["Cache-Control"]));
        Assert.Equal($"https://zoom.example.org/invitations/{CodeOf(made)}", made.Json.GetProperty("link").GetString());
        Assert.Matches("^[A-Za-z0-9_-]{32}$", CodeOf(made));
        Assert.Equal("2026-03-09T09:00:00Z", made.Json.GetProperty("invitation").GetProperty("expires_at").GetString());
        Assert.Equal((201, "editor", 1), (accepted.Code, accepted.Json.GetProperty("role").GetString(), accepted.Json.GetProperty("tenant_id").GetInt64()));
        Assert.Equal((404, "invitation_not_open"), (again.Code, again.ErrorCode));
        var me = (await server.Client(accepted.Json.GetProperty("access_token").GetString()).SendAsync(HttpMethod.Get, "/api/v1/users/me")).Json;
        Assert.Equal(("ada@example.org", "Ada", false), (me.GetProperty("email").GetString(), me.GetProperty("name").GetString(), me.GetProperty("is_operator").GetBoolean()));
        Assert.Equal("accepted", (await ListAsync(owner))[0].GetProperty("state").GetString());
        Assert.Equal(
            ["user:1 invitation.made invitation:1", "anonymous invitation.accepted invitation:1", "user:2 login.succeeded user:2"],
            (await server.RecordedAsync()).Skip(2),
            StringComparer.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task An_invitation_that_ended_ran_out_was_replaced_or_never_was_gets_one_answer(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine, _clock);
        var owner = await server.OwnerAsync();
        var ended = await InviteAsync(owner, "a@example.org");
        var replaced = await InviteAsync(owner, "b@example.org");
        var newer = await InviteAsync(owner, "b@example.org");
        var late = await InviteAsync(owner, "c@example.org");
        Assert.Equal(204, (await owner.SendAsync(HttpMethod.Delete, $"{Invitations}/{IdOf(ended)}")).Code);
        Assert.Equal(404, (await owner.SendAsync(HttpMethod.Delete, $"{Invitations}/{IdOf(ended)}")).Code);
        Assert.Equal(201, (await AcceptAsync(server, CodeOf(newer))).Code);
        _clock.Advance(TimeSpan.FromDays(7));

        var answers = new List<Answer>();
        foreach (var code in new[] { CodeOf(ended), CodeOf(replaced), CodeOf(newer), CodeOf(late), "", "x", new string('x', 101) })
        {
            answers.Add(await AcceptAsync(server, code));
        }

        Assert.All(answers, answer => Assert.Equal((404, "invitation_not_open"), (answer.Code, answer.ErrorCode)));
        Assert.Single(answers.Select(answer => answer.Detail).Distinct(StringComparer.Ordinal));
        var states = (await ListAsync(await server.OwnerAsync())).Select(item => item.GetProperty("state").GetString());
        Assert.Equal(["expired", "accepted", "ended", "ended"], states, StringComparer.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task Of_many_who_accept_at_once_one_comes_in(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var code = CodeOf(await InviteAsync(await server.OwnerAsync(), "ada@example.org"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => AcceptAsync(server, code)));

        Assert.Single(answers, answer => answer.Code is 201);
        Assert.All(answers.Where(answer => answer.Code is not 201), answer => Assert.Equal(404, answer.Code));
    }

    [Theory]
    [Engines]
    public async Task An_address_that_has_an_account_is_told_so_and_the_invitation_stays_open(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine);
        var owner = await server.OwnerAsync();
        var tenant = await owner.SendAsync(HttpMethod.Post, "/api/v1/tenants", """{"name":"School","owner_email":"head@example.org"}""");
        await AcceptAsync(server, tenant.Json.GetProperty("invitation").GetProperty("code").GetString()!);
        var here = await InviteAsync(owner, ServerUnderTest.OwnerEmail);
        var elsewhere = await InviteAsync(owner, "HEAD@example.org");

        var accepted = await AcceptAsync(server, CodeOf(elsewhere));

        Assert.Equal((409, "user_exists"), (here.Code, here.ErrorCode));
        Assert.Equal((201, 409, "email_taken"), (elsewhere.Code, accepted.Code, accepted.ErrorCode));
        Assert.Equal("open", (await ListAsync(owner))[0].GetProperty("state").GetString());
    }

    [Theory]
    [Engines]
    public async Task A_code_is_kept_as_a_hash_alone_and_guesses_at_codes_must_wait(TestEngine engine)
    {
        await using var server = await ServerUnderTest.StartAsync(engine, _clock);
        var owner = await server.OwnerAsync();
        var code = CodeOf(await InviteAsync(owner, "ada@example.org"));
        var all = await WholeDatabase.BytesAsync(server.DatabaseOptions);
        Assert.All(WholeDatabase.FormsOf(code), form => Assert.Equal(-1, all.AsSpan().IndexOf(form)));

        var answers = new List<Answer>();
        for (var i = 0; i < 21; i++)
        {
            answers.Add(await AcceptAsync(server, $"guess{i}"));
        }

        Assert.All(answers.Take(20), answer => Assert.Equal(404, answer.Code));
        Assert.Equal((429, "1"), (answers[20].Code, answers[20].Headers["Retry-After"]));
        Assert.Equal(429, (await AcceptAsync(server, code)).Code);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(201, (await AcceptAsync(server, code)).Code);
        Assert.DoesNotContain(server.LogLines, line => line.Contains(code, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"email":"nobody","role":"viewer"}""", "email")]
    [InlineData("""{"email":"a@example.org","role":"operator"}""", "role")]
    [InlineData("""{"email":"a@example.org"}""", "role")]
    [InlineData("""{"email":"a@example.org","role":"viewer","name":""}""", "name")]
    [InlineData("""{"email":"a@example.org","role":"viewer","tenant_id":2}""", "tenant_id")]
    public async Task A_wrong_field_is_named(string body, string field)
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);

        var answer = await (await server.OwnerAsync()).SendAsync(HttpMethod.Post, Invitations, body);

        Assert.Equal((422, field), (answer.Code, Assert.Single(answer.Fields)));
    }

    [Fact]
    public async Task A_weak_password_or_a_wrong_name_leaves_the_invitation_open()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        var code = CodeOf(await InviteAsync(await server.OwnerAsync(), "ada@example.org"));

        var weak = await server.Anonymous.SendAsync(
            HttpMethod.Post, $"{Invitations}/accept", JsonSerializer.Serialize(new { code, password = "short", name = "a\nb" }));

        Assert.Equal((422, "password, name"), (weak.Code, string.Join(", ", weak.Fields)));
        Assert.Equal(201, (await AcceptAsync(server, code)).Code);
    }

    private static Task<Answer> InviteAsync(HttpClient owner, string email, string role = "viewer") =>
        owner.SendAsync(HttpMethod.Post, Invitations, JsonSerializer.Serialize(new { email, role }));

    private static Task<Answer> AcceptAsync(ServerUnderTest server, string code) => server.Anonymous.SendAsync(
        HttpMethod.Post, $"{Invitations}/accept", JsonSerializer.Serialize(new { code, password = "a good password", name = "Ada" }));

    private static string CodeOf(Answer made) => made.Json.GetProperty("code").GetString()!;

    private static long IdOf(Answer made) => made.Json.GetProperty("invitation").GetProperty("id").GetInt64();

    private static async Task<IReadOnlyList<JsonElement>> ListAsync(HttpClient owner) =>
        [.. (await owner.SendAsync(HttpMethod.Get, Invitations)).Json.GetProperty("items").EnumerateArray()];
}
