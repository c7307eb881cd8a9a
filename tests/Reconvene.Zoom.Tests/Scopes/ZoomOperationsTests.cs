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

    [Fact]
    public void Of_two_scopes_at_one_level_the_narrower_stands_first()
    {
        foreach (var names in ZoomOperations.All.SelectMany(
            static one => (IReadOnlyList<string>[])[one.ClassicScopes, one.GranularScopes]))
        {
            foreach (var level in names.GroupBy(Ending, StringComparer.Ordinal))
            {
                Compare.Same(
                    level.OrderBy(static name => name.Contains(":write", StringComparison.Ordinal)), level);
            }
        }
    }

    [SharedFact]
    public void The_table_is_zooms_own()
    {
        using var document = JsonDocument.Parse(SharedFiles.Read("scopes", "endpoints.json"));
        using var granular = JsonDocument.Parse(SharedFiles.Read("scopes", "granular-scopes.json"));
        using var classic = JsonDocument.Parse(SharedFiles.Read("scopes", "classic-scopes.json"));
        var theirs = document.RootElement.EnumerateArray().ToDictionary(
            static row => $"{row.GetProperty("method").GetString()} {row.GetProperty("path").GetString()}",
            StringComparer.Ordinal);

        foreach (var ours in ZoomOperations.All)
        {
            // The list of sub-accounts stands only among the scopes of master accounts.
            JsonElement? row = ours == ZoomOperations.ListSubAccounts ? null : theirs[$"{ours.Method} {ours.Path}"];
            var id = row?.GetProperty("operationId").GetString() ?? "accounts";
            Assert.Equal(row?.GetProperty("rateLabel").GetString() ?? "MEDIUM", ours.Label.ToString().ToUpperInvariant());
            Compare.Same(
                Sorted(Texts(row, "granularScopes").Concat(MasterNames(granular, id))), Sorted(ours.GranularScopes));

            // Zoom's document prints a Phone scope here by mistake.
            var plain = Texts(row, "classicScopes").Select(scope =>
                scope == "phone_recording:read:admin" && ours == ZoomOperations.GetRecording
                    ? "recording:read:admin"
                    : scope);
            Compare.Same(Sorted(plain.Concat(ClassicMasterNames(classic, id))), Sorted(ours.ClassicScopes));
        }
    }

    private static IEnumerable<string> MasterNames(JsonDocument granular, string operation) =>
        granular.RootElement.EnumerateArray()
            .Where(row => row.GetProperty("master").GetBoolean() && IsOf(row.GetProperty("ref"), operation))
            .SelectMany(static row => Texts(row, "scopes"));

    private static IEnumerable<string> ClassicMasterNames(JsonDocument classic, string operation) =>
        classic.RootElement.EnumerateArray()
            .Where(row => row.GetProperty("apis").EnumerateArray().Any(api => IsOf(api[1], operation)))
            .Select(static row => row.GetProperty("scope").GetString()!)
            .Where(static scope => scope.EndsWith(":master", StringComparison.Ordinal));

    private static bool IsOf(JsonElement reference, string operation) =>
        reference.GetString()!.EndsWith("/ma/#operation/" + operation, StringComparison.Ordinal);

    private static string Ending(string scope) =>
        scope.EndsWith(":master", StringComparison.Ordinal) ? "master"
        : scope.EndsWith(":admin", StringComparison.Ordinal) ? "admin"
        : "user";

    private static IEnumerable<string> Texts(JsonElement? row, string name) =>
        row?.GetProperty(name).EnumerateArray().Select(static value => value.GetString()!) ?? [];

    private static IEnumerable<string> Sorted(IEnumerable<string> texts) =>
        texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
