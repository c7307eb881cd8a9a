using System.Net.Http.Json;
using System.Text.Json;
using Reconvene.Server.Accounts;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Deliverables.Branding;

/// <summary>How a tenant's deliverables look, by its addresses.</summary>
public sealed class BrandTests
{
    private const string Brand = "/api/v1/brand";

    [Theory]
    [Engines]
    public async Task Name_accent_and_logo_are_kept_used_in_the_files_and_taken_away_again(TestEngine engine)
    {
        await using var scene = await DeliverableScene.StartAsync(engine, SampleDocuments.English());
        var none = await scene.Owner.SendAsync(HttpMethod.Get, Brand);
        Assert.Equal((JsonValueKind.Null, "#2456c7"), (none.Json.GetProperty("name").ValueKind, Colours(none.Json).GetProperty("on_light").GetString()));

        var put = await scene.Owner.SendAsync(HttpMethod.Put, Brand, """{"name":" Acme & Sons ","accent":"#FFEE00"}""");
        using var logo = await scene.PutLogoAsync(Pictures.Png(), "image/png");

        Assert.Equal((200, "Acme & Sons", "#ffee00"), (put.Code, put.Json.GetProperty("name").GetString(), put.Json.GetProperty("accent").GetString()));
        var used = Colours(put.Json).GetProperty("on_light").GetString()!;
        Assert.NotEqual("#ffee00", used, StringComparer.Ordinal);
        Assert.Contains(used, Colours(put.Json).GetProperty("note").GetString(), StringComparison.Ordinal);
        var view = await logo.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((120, 40), (view.GetProperty("logo").GetProperty("width").GetInt32(), view.GetProperty("logo").GetProperty("height").GetInt32()));
        Assert.Equal("Acme & Sons", view.GetProperty("name").GetString());
        var picture = await scene.Owner.SendAsync(HttpMethod.Get, $"{Brand}/logo");
        Assert.Equal(("image/png", "nosniff"), (picture.Headers["Content-Type"], picture.Headers["X-Content-Type-Options"]));
        Assert.Equal(Pictures.Png(), await scene.Owner.GetByteArrayAsync(new Uri($"{Brand}/logo", UriKind.Relative)));
        var page = (await scene.ReadAsync("html")).Text;
        Assert.Contains($"src=\"data:image/png;base64,{Convert.ToBase64String(Pictures.Png())}\" alt=\"Acme &amp; Sons\"", page, StringComparison.Ordinal);
        Assert.Contains($"--accent:{used}", page, StringComparison.Ordinal);
        Assert.Contains("Acme &amp; Sons · 2026-03-04", (await scene.ReadAsync("md")).Text, StringComparison.Ordinal);

        Assert.Equal(204, (await scene.Owner.SendAsync(HttpMethod.Delete, $"{Brand}/logo")).Code);
        Assert.Equal((404, "not_found"), ((await scene.Owner.SendAsync(HttpMethod.Get, $"{Brand}/logo")).Code, (await scene.Owner.SendAsync(HttpMethod.Get, $"{Brand}/logo")).ErrorCode));
        Assert.Contains("<p class=\"brand\" dir=\"auto\">Acme &amp; Sons</p>", (await scene.ReadAsync("html")).Text, StringComparison.Ordinal);
        Assert.Equal(204, (await scene.Owner.SendAsync(HttpMethod.Delete, Brand)).Code);
        Assert.DoesNotContain("Acme", (await scene.ReadAsync("html")).Text, StringComparison.Ordinal);

        var deeds = (await scene.Owner.SendAsync(HttpMethod.Get, "/api/v1/audit?limit=50")).Json.GetProperty("items").EnumerateArray()
            .Select(entry => entry.GetProperty("action").GetString()!).Where(action => action.StartsWith("brand.", StringComparison.Ordinal));
        Assert.Equal(["brand.changed", "brand.logo_changed", "brand.logo_removed", "brand.removed"], deeds.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Theory]
    [Engines]
    public async Task What_cannot_be_is_refused_with_its_field_and_changes_nothing(TestEngine engine)
    {
        await using var scene = await DeliverableScene.StartAsync(engine, SampleDocuments.English());

        var wrong = await scene.Owner.SendAsync(HttpMethod.Put, Brand, """{"name":"a\u0000b","accent":"red"}""");
        var unknown = await scene.Owner.SendAsync(HttpMethod.Put, Brand, """{"name":"a","colour":"#000000"}""");
        using var svg = await scene.PutLogoAsync("<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(), "image/svg+xml");
        using var large = await scene.PutLogoAsync(new byte[600 * 1024], "image/png");

        Assert.Equal((422, "accent,name"), (wrong.Code, string.Join(',', wrong.Fields.Order(StringComparer.Ordinal))));
        Assert.Equal(422, unknown.Code);
        Assert.Equal(422, (int)svg.StatusCode);
        Assert.Contains("SVG may carry scripts", await svg.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("512 KiB", await large.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, (await scene.Owner.SendAsync(HttpMethod.Get, Brand)).Json.GetProperty("updated_at").ValueKind);
    }

    [Theory]
    [Engines]
    public async Task A_viewer_reads_the_brand_an_editor_writes_it_and_another_tenant_has_its_own(TestEngine engine)
    {
        await using var scene = await DeliverableScene.StartAsync(engine, SampleDocuments.English());
        var editor = scene.Server.Client(await scene.Server.AddPersonAsync(Role.Editor));
        var viewer = scene.Server.Client(await scene.Server.AddPersonAsync(Role.Viewer));
        var stranger = scene.Server.Client(await scene.Server.AddPersonAsync(Role.Owner, tenant: 2));

        Assert.Equal(200, (await editor.SendAsync(HttpMethod.Put, Brand, """{"name":"Acme"}""")).Code);
        Assert.Equal(403, (await viewer.SendAsync(HttpMethod.Put, Brand, """{"name":"Other"}""")).Code);
        Assert.Equal(200, (await stranger.SendAsync(HttpMethod.Put, Brand, """{"name":"Strange"}""")).Code);

        Assert.Equal("Acme", (await viewer.SendAsync(HttpMethod.Get, Brand)).Json.GetProperty("name").GetString());
        Assert.Equal("Strange", (await stranger.SendAsync(HttpMethod.Get, Brand)).Json.GetProperty("name").GetString());
    }

    private static JsonElement Colours(JsonElement brand) => brand.GetProperty("colours");
}
