using System.Reflection;
using System.Text.Json;
using Reconvene.Zoom.Scopes;
using Reconvene.Zoom.Tests.Kit;

namespace Reconvene.Zoom.Tests.Scopes;

public class ZoomOperationsTests
{
    [Fact]
    public void Every_row_of_the_table_has_its_property_and_the_other_way_round()
    {
        var named = typeof(ZoomOperations)
            .GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(static property => property.PropertyType == typeof(ZoomOperation))
            .Select(static property => (ZoomOperation)property.GetValue(null)!)
            .ToList();

        Compare.Same(
            ZoomOperations.All.Select(static one => one.Id).Order(StringComparer.Ordinal),
            named.Select(static one => one.Id).Order(StringComparer.Ordinal));
        Assert.All(named, static one => Assert.True(one.ClassicScopes.Count > 0 && one.GranularScopes.Count > 0));
    }

    [Theory]
    [InlineData("recording:read:admin", true)]
    [InlineData("cloud_recording:read:list_recording_files", true)]
    [InlineData("recording:read:adminx", false)]
    [InlineData("user:read", false)]
    public void A_scope_of_either_family_is_enough(string scope, bool allowed) =>
        Assert.Equal(allowed, ZoomOperations.GetRecording.IsAllowedBy(["x:y", scope]));

    [SharedFact]
    public void The_table_is_zooms_own()
    {
        using var document = JsonDocument.Parse(SharedFiles.Read("scopes", "endpoints.json"));
        var theirs = document.RootElement.EnumerateArray().ToDictionary(
            static row => $"{row.GetProperty("method").GetString()} {row.GetProperty("path").GetString()}",
            StringComparer.Ordinal);

        foreach (var ours in ZoomOperations.All)
        {
            var row = theirs[$"{ours.Method} {ours.Path}"];
            Assert.Equal(row.GetProperty("rateLabel").GetString(), ours.Label.ToString().ToUpperInvariant());
            Compare.Same(Sorted(Texts(row, "granularScopes")), Sorted(ours.GranularScopes));

            // Zoom's document prints a Phone scope here by mistake.
            var classic = Texts(row, "classicScopes")
                .Select(static scope => scope == "phone_recording:read:admin" ? "recording:read:admin" : scope);
            Compare.Same(Sorted(classic), Sorted(ours.ClassicScopes));
        }
    }

    private static IEnumerable<string> Texts(JsonElement row, string name) =>
        row.GetProperty(name).EnumerateArray().Select(static value => value.GetString()!);

    private static IEnumerable<string> Sorted(IEnumerable<string> texts) => texts.Order(StringComparer.Ordinal);
}
