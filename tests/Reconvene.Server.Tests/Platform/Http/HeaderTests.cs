using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Reconvene.Server.Platform.Http;
using Reconvene.Testing;

namespace Reconvene.Server.Tests.Platform.Http;

public sealed class HeaderTests
{
    [Theory]
    [InlineData("/healthz")]
    [InlineData("/nowhere")]
    [InlineData("/api/v1/users/me")]
    public async Task Every_answer_forbids_what_no_answer_needs(string path)
    {
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite);

        var headers = (await server.Anonymous.SendAsync(HttpMethod.Get, path)).Headers;

        Assert.Equal("nosniff", headers["X-Content-Type-Options"]);
        Assert.Equal("no-referrer", headers["Referrer-Policy"]);
        Assert.Equal("default-src 'none'; frame-ancestors 'none'", headers["Content-Security-Policy"]);
        Assert.DoesNotContain("Server", headers.Keys, StringComparer.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(null, "https://app.example.org", false)]
    [InlineData("https://app.example.org", "https://app.example.org", true)]
    [InlineData("https://app.example.org", "https://evil.example.org", false)]
    public async Task Other_origins_may_call_only_when_a_setting_names_them(string? allowed, string origin, bool granted)
    {
        var settings = allowed is null ? [] : new Dictionary<string, string>(StringComparer.Ordinal) { ["Http:CorsOrigins"] = allowed };
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite, settings: settings);
        using var request = new HttpRequestMessage(HttpMethod.Options, "/api/v1/auth/login");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");

        var headers = (await server.Anonymous.AskAsync(request)).Headers;

        Assert.Equal(granted, headers.ContainsKey("Access-Control-Allow-Origin"));
        Assert.DoesNotContain("Access-Control-Allow-Credentials", headers.Keys, StringComparer.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://zoom.example.org/")]
    public async Task The_public_address_is_the_setting_or_the_listening_address(string? setting)
    {
        var settings = setting is null ? [] : new Dictionary<string, string>(StringComparer.Ordinal) { ["Http:PublicUrl"] = setting };
        await using var server = await ServerUnderTest.StartAsync(TestEngine.Sqlite, settings: settings);

        var origin = server.Services.GetRequiredService<PublicAddress>().Origin;

        Assert.Equal(setting is null ? server.Address.ToString().TrimEnd('/') : "https://zoom.example.org", origin);
    }

    [Fact]
    public async Task Every_wrong_setting_is_named_at_once_and_nothing_starts()
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Http:PublicUrl"] = "example",
            ["Http:CorsOrigins"] = "https://ok.example.org, *",
            ["Http:TrustedProxies"] = "10.0.0.0/8, proxy",
        };

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => ServerUnderTest.StartAsync(TestEngine.Sqlite, settings: settings));

        Assert.Equal(3, refused.Failures.Count());
    }
}
