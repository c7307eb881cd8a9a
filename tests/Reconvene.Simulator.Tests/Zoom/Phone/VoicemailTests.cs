using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Reconvene.Simulator.Tests.Kit;

namespace Reconvene.Simulator.Tests.Zoom.Phone;

public class VoicemailTests
{
    [Theory]
    [InlineData("", 3)]
    [InlineData("?status=unread", 2)]
    [InlineData("?status=read&owner_type=user", 1)]
    [InlineData("?owner_type=callQueue", 0)]
    [InlineData("?trashed=true", 0)]
    [InlineData("?site_id=another", 0)]
    [InlineData("?site_id=All%20sites", 3)]
    [InlineData("?from=2026-08-19&to=2026-08-20", 2)]
    public async Task Voicemails_are_listed_as_asked(string query, int count)
    {
        await using var sim = await StartAsync();

        var body = await sim.GetAsync("/v2/phone/voice_mails" + query);

        Assert.Equal(count, body["voice_mails"]!.AsArray().Count);
    }

    [SharedFact]
    public async Task They_have_no_field_that_the_samples_lack()
    {
        await using var sim = await StartAsync();
        var list = await SampleAsync("phone-voice_mails_GET.json");
        var one = await SampleAsync("phone-voice_mails-voicemailId_GET.json");

        var listed = await sim.GetAsync("/v2/phone/voice_mails");
        var read = await sim.GetAsync("/v2/phone/voice_mails/" + listed["voice_mails"]![0]!["id"]);

        Assert.Empty(Shapes.Unknown(listed, list));
        Assert.Empty(Shapes.Missing(listed, list));
        Assert.Empty(Shapes.Unknown(listed["voice_mails"]![0]!, list["voice_mails"]![0]!));
        Assert.Empty(Shapes.OtherKinds(listed["voice_mails"]![0]!, list["voice_mails"]![0]!));
        Assert.Empty(Shapes.Unknown(read, one));
        Assert.Empty(Shapes.OtherKinds(read, one));
    }

    [Fact]
    public async Task One_tells_its_words_once_they_are_there()
    {
        await using var sim = await StartAsync();
        var late = sim.Control.Phone.Voicemails().Single(one => one.OtherName.StartsWith("Сергей", StringComparison.Ordinal));

        var before = await sim.GetAsync("/v2/phone/voice_mails/" + late.Id);
        await sim.Control.AdvanceClockAsync(TimeSpan.FromMinutes(30), sim.Cancellation);
        var after = await sim.GetAsync("/v2/phone/voice_mails/" + late.Id);
        var missing = await sim.GetAsync("/v2/phone/voice_mails/nothing", HttpStatusCode.BadRequest);

        Assert.Equal((1, ""), Words(before));
        Assert.Equal((2, "Добрый день, это по поводу урока."), Words(after));
        Assert.Equal((300, "Voice mail does not exist: nothing."), (missing["code"]!.GetValue<int>(), missing["message"]!.ToString()));
    }

    [Fact]
    public async Task Its_sound_is_downloaded_with_an_access_token()
    {
        await using var sim = await StartAsync();
        var file = sim.Control.Phone.Voicemails()[0];

        using var answer = await sim.SendAsync(HttpMethod.Get, file.DownloadPath);
        var bytes = await answer.Content.ReadAsByteArrayAsync(sim.Cancellation);
        using var without = await sim.Http.GetAsync(file.DownloadPath, sim.Cancellation);

        Assert.Equal(file.Sha256, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Assert.Equal(HttpStatusCode.Unauthorized, without.StatusCode);
        Assert.Equal(404, (await sim.GetAsync("/v2/phone/voice_mails/download/nothing", HttpStatusCode.BadRequest))["code"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_user_lists_the_own_ones()
    {
        await using var sim = await StartAsync();
        var (annas, _) = await Client.Of(sim).PairAsync(Client.Anna);

        using var mine = await sim.SendAsync(HttpMethod.Get, "/v2/phone/users/me/voice_mails", annas);

        Assert.Equal(2, (await sim.JsonAsync(mine))["voice_mails"]!.AsArray().Count);
    }

    private static Task<Sim> StartAsync() =>
        Sim.StartAsync(new SimulatorOptions { TimeProvider = new TestClock(), WithPhoneScopes = true });

    private static (int Status, string Text) Words(JsonNode voicemail) =>
        (voicemail["transcription"]!["status"]!.GetValue<int>(), voicemail["transcription"]!["content"]!.ToString());

    private static async Task<JsonNode> SampleAsync(string name) =>
        JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Shared.Samples, "api", name)))!;
}
