namespace Reconvene.Tests.Commands;

public sealed class AccountsTests
{
    private const string Invitation =
        """{"id":5,"email":"ada@example.org","name":null,"role":"editor","state":"open","invited_by":1,"created_at":"2026-03-02T09:00:00Z","expires_at":"2026-03-09T09:00:00Z"}""";

    [Fact]
    public async Task An_invitation_prints_its_link_alone_so_that_it_can_be_piped()
    {
        await using var server = await StandIn.StartAsync(
            201, "application/json", $$"""{"code":"abc","link":"https://zoom.example.org/invitations/abc","invitation":{{Invitation}}}""");

        var ran = await Ran.WithAsync("invite", "ada@example.org", "--role", "editor", "--server", server.Address, "--api-key", "key");

        Assert.Equal((ExitCodes.Done, "https://zoom.example.org/invitations/abc"), (ran.ExitCode, ran.Out.TrimEnd()));
        Assert.Contains("seven days", ran.Error, StringComparison.Ordinal);
        Assert.Equal("POST /api/v1/invitations Bearer key", Assert.Single(server.Seen));
    }

    [Fact]
    public async Task A_new_tenant_prints_the_link_of_its_first_owner()
    {
        await using var server = await StandIn.StartAsync(
            201,
            "application/json",
            $$"""
            {"tenant":{"id":2,"name":"School","has_owner":false,"created_at":"2026-03-02T09:00:00Z"},
             "invitation":{"code":"abc","link":"https://zoom.example.org/invitations/abc","invitation":{{Invitation}} } }
            """);

        var ran = await Ran.WithAsync("tenants", "add", "School", "--owner", "ada@example.org", "--server", server.Address, "--api-key", "key");

        Assert.Equal((ExitCodes.Done, "https://zoom.example.org/invitations/abc"), (ran.ExitCode, ran.Out.TrimEnd()));
        Assert.Contains("Tenant 2", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list")]
    [InlineData("rename", "2", "Academy")]
    public async Task Tenants_stand_in_a_table(params string[] arguments)
    {
        const string Tenant = """{"id":2,"name":"Academy","has_owner":false,"created_at":"2026-03-02T09:00:00Z"}""";
        await using var server = await StandIn.StartAsync(
            200, "application/json", arguments is ["list"] ? $$"""{"items":[{{Tenant}}],"next_cursor":null}""" : Tenant);

        var ran = await Ran.WithAsync(["tenants", .. arguments, "--server", server.Address, "--api-key", "key"]);

        Assert.Equal(ExitCodes.Done, ran.ExitCode);
        Assert.Matches("(?m)^2 +Academy +invited +2026-03-02$", ran.Out);
    }

    [Theory]
    [InlineData("GET /api/v1/users?limit=300", "list")]
    [InlineData("PATCH /api/v1/users/3", "role", "3", "--role", "viewer")]
    public async Task People_stand_in_a_table(string asked, params string[] arguments)
    {
        const string Ada =
            """{"id":3,"email":"ada@example.org","name":"Ada","role":"viewer","is_operator":true,"tenant_id":1,"locale":"en","created_at":"2026-03-02T09:00:00Z"}""";
        await using var server = await StandIn.StartAsync(
            200, "application/json", arguments is ["list"] ? $$"""{"items":[{{Ada}}],"next_cursor":null}""" : Ada);

        var ran = await Ran.WithAsync(["users", .. arguments, "--server", server.Address, "--api-key", "key"]);

        Assert.Equal(ExitCodes.Done, ran.ExitCode);
        Assert.Matches("(?m)^3 +ada@example.org +Ada +viewer +yes$", ran.Out);
        Assert.Equal($"{asked} Bearer key", Assert.Single(server.Seen));
    }

    [Fact]
    public async Task A_refused_removal_ends_with_1_and_the_reason()
    {
        await using var server = await StandIn.StartAsync(
            409, "application/problem+json", """{"detail":"User 1 is the tenant's last owner: make somebody else owner first.","error_code":"last_owner"}""");

        var ran = await Ran.WithAsync("users", "remove", "1", "--server", server.Address, "--api-key", "key");

        Assert.Equal(ExitCodes.Failed, ran.ExitCode);
        Assert.Contains("last owner", ran.Error, StringComparison.Ordinal);
    }
}
