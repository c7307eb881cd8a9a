using System.Globalization;
using System.Text.Json;
using Reconvene.Client.Connections;
using Reconvene.Commands.Connections;
using Reconvene.Output;
using Reconvene.Simulator.Control;
using Reconvene.Testing;

namespace Reconvene.Tests.Commands;

/// <summary>The script of seed 001 as a command, against the server and the simulated Zoom.</summary>
public sealed class CheckTests
{
    [Fact]
    public async Task Every_step_is_told_in_words_the_scopes_as_a_table_and_no_part_of_a_token()
    {
        await using var world = await World.StartAsync(TestEngine.Sqlite);

        var ran = await CheckAsync(world, "--credential", $"{world.Credential}", "--create-meeting");

        Assert.True(ran.ExitCode is ExitCodes.Done, ran.Error + ran.Out);
        Assert.StartsWith($"Credential {world.Credential}: works", ran.Out, StringComparison.Ordinal);
        foreach (var line in (string[])
        [
            "ok      token: Zoom gave a new token", "ok      call: Zoom answered", "ok      who: The connection is of account",
            "ok      recordings: ", "ok      clock: ", @"ok      meeting: Meeting \d+ was made \(http.+\) and deleted again\.",
            "feature +possible +add to the Zoom app", "Recordings of a user +yes", "Sub-accounts +no +account:read:list_sub_accounts:master",
        ])
        {
            Assert.Matches($"(?m)^{line}", ran.Out);
        }

        Assert.DoesNotContain("simtok", ran.Out + ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("simsecret", ran.Out + ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_credential_that_does_not_work_ends_with_1_and_says_what_to_do()
    {
        await using var world = await World.StartAsync(TestEngine.Sqlite);
        world.Control.OAuth.ChangeApp(world.Control.World().ClientId, new AppChange { ClientSecret = "another-secret-at-zoom" });

        var ran = await CheckAsync(world);

        Assert.Equal(ExitCodes.Failed, ran.ExitCode);
        Assert.Matches("(?m)^ERROR   token: ", ran.Out);
        Assert.Contains("invalid client id", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_credentials_are_one_document_with_json()
    {
        await using var world = await World.StartAsync(TestEngine.Sqlite);

        var ran = await CheckAsync(world, "--credential", "all", "--json");

        Assert.True(ran.ExitCode is ExitCodes.Done, ran.Error + ran.Out);
        using var document = JsonDocument.Parse(ran.Out);
        Assert.True(document.RootElement.GetProperty("ok").GetBoolean());
        var report = Assert.Single(document.RootElement.GetProperty("checks").EnumerateArray());
        Assert.Equal(world.Credential, report.GetProperty("credential_id").GetInt64());
        Assert.Equal("ok", report.GetProperty("items")[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task Without_any_credential_it_says_how_to_add_one()
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);
        var key = await server.OwnerTokenAsync();

        var ran = await Ran.WithAsync("check", "--server", server.Address.ToString(), "--api-key", key);

        Assert.Equal(ExitCodes.Failed, ran.ExitCode);
        Assert.StartsWith("There is no credential to check", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_credential_that_is_not_there_ends_with_1_and_its_sentence()
    {
        await using var world = await World.StartAsync(TestEngine.Sqlite);

        var ran = await CheckAsync(world, "--credential", (world.Credential + 100).ToString(CultureInfo.InvariantCulture));

        Assert.Equal(ExitCodes.Failed, ran.ExitCode);
        Assert.Contains("(not_found)", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_person_at_a_terminal_sees_signs_and_nothing_that_Zoom_said_moves_the_cursor()
    {
        using var output = new StringWriter();
        CheckOutput.Write(
            new CredentialCheck
            {
                CredentialId = 5,
                Ok = false,
                CheckedAt = DateTimeOffset.UnixEpoch,
                Items =
                [
                    new("token", CheckState.Ok, "Zoom gave a token."),
                    new("webhook_secret", CheckState.Off, "None."),
                    new("clock", CheckState.Warning, "Late."),
                    new("call", CheckState.Error, "Zoom said \u001b[2J\nno.") { Help = "Do this." },
                ],
                Features = [],
                Scopes = [],
            },
            new Terminal(TextReader.Null, output, TextWriter.Null, IsRich: true));

        Assert.Equal(
            ["Credential 5: does not work", "✓ token: Zoom gave a token.", "- webhook secret: None.", "! clock: Late.", "✗ call: Zoom said  [2J no.", "    Do this."],
            output.ToString().Split(Environment.NewLine).Take(6),
            StringComparer.Ordinal);
    }

    private static Task<Ran> CheckAsync(World world, params string[] arguments) => Ran.WithAsync(
    [
        "check", .. arguments, "--server", world.Server.Address.ToString(),
        "--api-key", world.Owner.DefaultRequestHeaders.Authorization!.Parameter!,
    ]);
}
