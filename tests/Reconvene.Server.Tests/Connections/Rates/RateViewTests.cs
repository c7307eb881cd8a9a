using System.Globalization;
using System.Text.Json;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Connections.Rates;

/// <summary>The budgets of an account as people see them.</summary>
public sealed class RateViewTests
{
    private readonly TestClock _clock = new();

    [Fact]
    public async Task A_plan_that_Zoom_does_not_have_is_refused_with_a_sentence()
    {
        await using var world = await SpacedScene.StartAsync(TestEngine.Sqlite, _clock, new { recording_type = "cloud" });

        var refused = await world.Owner.SendAsync(
            HttpMethod.Patch, $"/api/v1/credentials/{world.Credential}", """{"plan":"platinum"}""");

        Assert.Equal(422, refused.Code);
        Assert.Contains("must be free, pro or business", refused.Text, StringComparison.Ordinal);
        Assert.Equal("pro", (await world.GetAsync($"/api/v1/credentials/{world.Credential}")).GetProperty("plan").GetString());
    }

    [Fact]
    public async Task The_rates_of_a_connection_show_every_label_of_its_plan_and_Phones_own()
    {
        await using var world = await SpacedScene.StartAsync(TestEngine.Sqlite, _clock, new { recording_type = "cloud" });

        var rates = await world.GetAsync($"/api/v1/credentials/{world.Credential}/rates");

        Assert.Equal(("pro", true, 50), (rates.GetProperty("plan").GetString(), rates.GetProperty("spaced").GetBoolean(), rates.GetProperty("calls_per_second").GetInt32()));
        string[] expected =
        [
            "api light 30/1", "api medium 20/1", "api heavy 10/1 30000", "api resource_intensive 10/60 30000",
            "phone light 20/1", "phone medium 10/1", "phone heavy 5/1 15000", "phone resource_intensive 5/60 15000",
        ];
        Assert.Equal(expected, rates.GetProperty("rates").EnumerateArray().Select(Told), StringComparer.Ordinal);
        Assert.Equal(404, (await world.Owner.SendAsync(HttpMethod.Get, "/api/v1/credentials/999/rates")).Code);
    }

    private static string Told(JsonElement rate) => string.Create(
        CultureInfo.InvariantCulture,
        $"{rate.GetProperty("family").GetString()} {rate.GetProperty("label").GetString()} {rate.GetProperty("limit")}/{rate.GetProperty("period_seconds")} {rate.GetProperty("daily_limit")}").TrimEnd();
}
