using System.Text.Json;
using Reconvene.Server.Accounts;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Pages.OneRecording;

/// <summary>What an editor does on the page of a recording.</summary>
public sealed class RecordingFormsTests
{
    private static readonly string[] Forms = ["transcript/accept", "transcript/withdraw", "transcript/recognise", "speakers"];

    [Theory]
    [Engines]
    public async Task A_transcript_that_the_gate_stops_is_accepted_and_that_is_taken_back(TestEngine engine)
    {
        await using var scene = await RecordingScene.StartAsync(engine, RecordingScene.Invented);
        using var browser = await PageVisitors.OwnerAsync(scene.Server);

        var stopped = await browser.OpenAsync(scene.Page);
        var accepted = await browser.SendAsync(scene.Page, $"{scene.Page}/transcript/accept");
        var after = await browser.OpenAsync(accepted.Headers["Location"]);
        await scene.World.DrainAsync();
        var made = await browser.OpenAsync(scene.Page);
        var withdrawn = await browser.SendAsync(scene.Page, $"{scene.Page}/transcript/withdraw");
        await scene.World.DrainAsync();

        Assert.Contains("This transcript is not believed", stopped.Text, StringComparison.Ordinal);
        Assert.Contains("The same is said 54 times in a row; at most 12 are believed.", stopped.Text, StringComparison.Ordinal);
        Assert.Contains("Nothing is made of a transcript that is not believed", stopped.Text, StringComparison.Ordinal);
        Assert.Equal((303, $"{scene.Page}?told=accepted"), (accepted.Code, accepted.Headers["Location"]));
        Assert.Contains("The transcript is accepted.", after.Text, StringComparison.Ordinal);
        Assert.Contains("Accepted all the same", made.Text, StringComparison.Ordinal);
        Assert.Contains("/deliverables/", made.Text, StringComparison.Ordinal);
        Assert.Equal(303, withdrawn.Code);
        Assert.Equal("needs_attention", (await scene.ReadAsync()).GetProperty("state").GetString());
    }

    [Fact]
    public async Task The_reasons_are_told_in_the_readers_language()
    {
        await using var scene = await RecordingScene.StartAsync(TestEngine.Sqlite, RecordingScene.Invented);
        using var browser = await PageVisitors.OwnerAsync(scene.Server);
        await browser.SendAsync("/recordings", "/language", ("language", "ru"));

        var read = (await browser.OpenAsync(scene.Page)).Read();

        Assert.Contains("Одно и то же сказано 54 раз подряд; допустимо не больше 12.", read, StringComparison.Ordinal);
        Assert.DoesNotContain("times in a row", read, StringComparison.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task Speakers_are_called_as_the_form_says_and_an_empty_field_gives_Zooms_name_back(TestEngine engine)
    {
        await using var scene = await RecordingScene.StartAsync(engine);
        using var browser = await PageVisitors.OwnerAsync(scene.Server);

        var sent = await SendNameAsync(browser, scene, "Tom", "Tom  <b>Becker</b>");
        var named = await browser.OpenAsync(sent.Headers["Location"]);
        await SendNameAsync(browser, scene, "Tom", " ");
        var back = await browser.OpenAsync(scene.Page);
        await scene.World.DrainAsync();

        Assert.Equal((303, $"{scene.Page}?told=named"), (sent.Code, sent.Headers["Location"]));
        Assert.Contains("<bdi class=\"speaker\">Tom &lt;b&gt;Becker&lt;/b&gt;</bdi>", named.Text, StringComparison.Ordinal);
        Assert.Contains("<bdi class=\"speaker\">Tom</bdi>", back.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_cannot_be_kept_is_said_beside_its_field_and_nothing_changes()
    {
        await using var scene = await RecordingScene.StartAsync(TestEngine.Sqlite);
        using var browser = await PageVisitors.OwnerAsync(scene.Server);

        var sent = await SendNameAsync(browser, scene, "Tom", new string('x', 301));

        Assert.Equal(422, sent.Code);
        Assert.Contains("A name has 1 to 300 characters.", sent.Text, StringComparison.Ordinal);
        Assert.Contains("<details open", sent.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("xxx", (await browser.OpenAsync(scene.Page)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Speech_is_recognised_when_that_is_set_up_and_asked_for()
    {
        await using var scene = await RecordingScene.StartAsync(TestEngine.Sqlite, settings: new(StringComparer.Ordinal)
        {
            ["Recognition:Command"] = "/bin/true",
            ["Recognition:Arguments:0"] = "{input}",
        });
        await using var without = await RecordingScene.StartAsync(TestEngine.Sqlite);
        using var browser = await PageVisitors.OwnerAsync(scene.Server);
        using var other = await PageVisitors.OwnerAsync(without.Server);

        var sent = await browser.SendAsync(scene.Page, $"{scene.Page}/transcript/recognise");
        var asked = await scene.Server.Database.FindAsync<bool>("SELECT is_asked FROM recognition_wishes WHERE tenant_id = 1", null, CancellationToken.None);
        var off = await other.OpenAsync(without.Page);
        var refused = await other.PostAsync($"{without.Page}/transcript/recognise", Browser.Hidden(off.Text, "/sign-out"));

        Assert.Equal((303, $"{scene.Page}?told=recognising"), (sent.Code, sent.Headers["Location"]));
        Assert.True(asked);
        Assert.DoesNotContain("/recognise\"", off.Text, StringComparison.Ordinal);
        Assert.Equal($"{without.Page}?told=recognition_off", refused.Headers["Location"]);
    }

    [Fact]
    public async Task A_viewer_reads_and_does_nothing()
    {
        await using var scene = await RecordingScene.StartAsync(TestEngine.Sqlite, RecordingScene.Invented);
        using var viewer = await PageVisitors.PersonAsync(scene.Server, Role.Viewer);
        using var editor = await PageVisitors.PersonAsync(scene.Server, Role.Editor);

        var page = await viewer.OpenAsync(scene.Page);
        var token = Browser.Hidden(page.Text, "/sign-out");

        Assert.Equal(200, page.Code);
        Assert.Contains("An editor or an owner of this organisation can accept it.", page.Text, StringComparison.Ordinal);
        Assert.All(Forms, form => Assert.DoesNotContain($"action=\"{scene.Page}/{form}\"", page.Text, StringComparison.Ordinal));
        foreach (var form in Forms)
        {
            Assert.Equal(403, (await viewer.PostAsync($"{scene.Page}/{form}", token)).Code);
        }

        Assert.Equal(303, (await editor.SendAsync(scene.Page, $"{scene.Page}/transcript/accept")).Code);
        await scene.World.DrainAsync();
    }

    [Theory]
    [Engines]
    public async Task No_form_is_taken_from_elsewhere_or_without_its_token(TestEngine engine)
    {
        await using var scene = await RecordingScene.StartAsync(engine, RecordingScene.Invented);
        using var browser = await PageVisitors.OwnerAsync(scene.Server);
        var token = Browser.Hidden((await browser.OpenAsync(scene.Page)).Text, "/sign-out");
        var before = (await StateAsync(scene)).GetRawText();
        (string, string)[] fields = [("label-0", "Maria"), ("name-0", "Eve")];

        foreach (var form in Forms)
        {
            var foreign = await browser.PostAsync($"{scene.Page}/{form}", [.. token, .. fields], request =>
            {
                request.Headers.Remove("Origin");
                request.Headers.Remove("Sec-Fetch-Site");
                request.Headers.Add("Origin", "https://evil.example");
                request.Headers.Add("Sec-Fetch-Site", "cross-site");
            });
            var bare = await browser.PostAsync($"{scene.Page}/{form}", fields);
            var opened = await browser.OpenAsync($"{scene.Page}/{form}");

            Assert.True((foreign.Code, bare.Code) is (403, 400) && opened.Code is 404 or 405, $"{form}: {foreign.Code}, {bare.Code}, {opened.Code}");
        }

        Assert.Equal(before, (await StateAsync(scene)).GetRawText());
    }

    private static Task<JsonElement> StateAsync(RecordingScene scene) => scene.World.GetAsync($"/api/v1/recordings/{scene.Id}/transcript");

    /// <summary>Fills in the field of one speaker, as it stands in the form.</summary>
    private static async Task<Answer> SendNameAsync(Browser browser, RecordingScene scene, string label, string name)
    {
        var hidden = Browser.Hidden((await browser.OpenAsync(scene.Page)).Text, $"{scene.Page}/speakers");
        var field = hidden.Single(one => one.Value == label).Name.Replace("label", "name", StringComparison.Ordinal);
        return await browser.PostAsync($"{scene.Page}/speakers", [.. hidden, (field, name)]);
    }
}
