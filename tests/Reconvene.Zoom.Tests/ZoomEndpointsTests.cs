namespace Reconvene.Zoom.Tests;

public class ZoomEndpointsTests
{
    [Theory]
    [InlineData("https://zoom.us/rec/download/x")]
    [InlineData("https://us02web.zoom.us/rec/download/x")]
    [InlineData("https://SSRWEB.Zoom.US/rec?x=1")]
    [InlineData("https://api-eu.zoom.us:443/v2/users")]
    public void A_host_of_zoom_may_see_a_token(string address) =>
        Assert.True(ZoomEndpoints.Default.MaySendTokenTo(new Uri(address)));

    [Theory]
    [InlineData("https://evilzoom.us/")]
    [InlineData("https://zoom.us.evil/")]
    [InlineData("https://zoom.us.evil.example/")]
    [InlineData("https://zoom.us@evil.example/")]
    [InlineData("https://user:pass@zoom.us/")]
    [InlineData("https://user@zoom.us/")]
    [InlineData("https://@zoom.us/")]
    [InlineData("https://zооm.us/")]
    [InlineData("https://ｚｏｏｍ.us/")]
    [InlineData("https://zoom。us/")]
    [InlineData("https://xn--zm-emaa.us/")]
    [InlineData("https://xn--twin-5da.zoom.us/")]
    [InlineData("https://zoom.us./")]
    [InlineData("https://zoom.us:8443/")]
    [InlineData("http://zoom.us/")]
    [InlineData("http://zoom.us:443/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("http://127.0.0.1:9000/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://3.235.69.1/")]
    [InlineData("https://zoomgov.com/")]
    [InlineData("https://evil.example/?https://zoom.us/")]
    [InlineData("https://evil.example#zoom.us")]
    [InlineData("https://evil.example\\@zoom.us/")]
    [InlineData("https://zoom.us\\@evil.example/")]
    [InlineData("https://zoo%6d.us/")]
    [InlineData("ftp://zoom.us/")]
    [InlineData("file://zoom.us/x")]
    public void Any_other_address_may_not(string address)
    {
        if (Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            Assert.False(ZoomEndpoints.Default.MaySendTokenTo(uri));
        }
    }

    [Fact]
    public void A_relative_address_may_not() =>
        Assert.False(ZoomEndpoints.Default.MaySendTokenTo(new Uri("/rec/download", UriKind.Relative)));

    [Fact]
    public void Government_has_its_own_hosts()
    {
        Assert.True(ZoomEndpoints.Government.MaySendTokenTo(new Uri("https://api.zoomgov.com/v2")));
        Assert.False(ZoomEndpoints.Government.MaySendTokenTo(new Uri("https://zoom.us/")));
    }

    [Fact]
    public void A_loopback_that_the_endpoints_name_may_be_http_at_exactly_its_port()
    {
        var endpoints = ZoomEndpoints.Create("http://127.0.0.1:9000/v2", "http://127.0.0.1:9001/oauth", []);

        Assert.True(endpoints.MaySendTokenTo(new Uri("http://127.0.0.1:9000/rec/download/x")));
        Assert.True(endpoints.MaySendTokenTo(new Uri("http://127.0.0.1:9001/oauth/token")));
        Assert.False(endpoints.MaySendTokenTo(new Uri("http://127.0.0.1:9002/")));
        Assert.False(endpoints.MaySendTokenTo(new Uri("http://127.0.0.2:9000/")));
        Assert.False(endpoints.MaySendTokenTo(new Uri("http://localhost:9000/")));
        Assert.False(endpoints.MaySendTokenTo(new Uri("https://zoom.us/")));
    }

    [Fact]
    public void A_configured_download_host_matches_with_its_subdomains_and_a_port_matches_exactly()
    {
        var endpoints = ZoomEndpoints.Create(null, null, ["cdn.example", "media.example:8443"]);

        Assert.True(endpoints.MaySendTokenTo(new Uri("https://a.cdn.example/x")));
        Assert.True(endpoints.MaySendTokenTo(new Uri("https://media.example:8443/x")));
        Assert.False(endpoints.MaySendTokenTo(new Uri("https://media.example/x")));
        Assert.False(endpoints.MaySendTokenTo(new Uri("https://a.media.example:8443/x")));
        Assert.False(endpoints.MaySendTokenTo(new Uri("https://notcdn.example/x")));
    }

    [Theory]
    [InlineData("http://api.example/v2")]
    [InlineData("ftp://api.example/v2")]
    [InlineData("https://user@api.example/v2")]
    [InlineData("https://api.example/v2?key=1")]
    [InlineData("api.example")]
    [InlineData("")]
    public void An_unusable_base_address_is_refused_by_name(string address) =>
        Assert.Contains(
            $"'{address}'",
            Assert.Throws<ArgumentException>(() => ZoomEndpoints.Create(address, null, null)).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("http://cdn.example")]
    [InlineData("cdn.example/path")]
    [InlineData("two words")]
    [InlineData("user@cdn.example")]
    public void An_unusable_download_host_is_refused(string host) =>
        Assert.Throws<ArgumentException>(() => ZoomEndpoints.Create(null, null, [host]));

    [Theory]
    [InlineData("https://api-eu.zoom.us", "https://api-eu.zoom.us/v2")]
    [InlineData("https://api-us.zoom.us/", "https://api-us.zoom.us/v2")]
    [InlineData("https://api-us.zoom.us/v2", "https://api-us.zoom.us/v2")]
    public void The_region_of_the_account_is_used(string region, string expected) =>
        Assert.Equal(expected, ZoomEndpoints.Default.WithApiUrl(region)?.Api.AbsoluteUri);

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://api-eu.zoom.us")]
    [InlineData("https://zoom.us.evil.example")]
    [InlineData("https://api-eu.zoom.us?x=")]
    [InlineData("//api-eu.zoom.us")]
    [InlineData("api-eu.zoom.us")]
    [InlineData("")]
    public void A_region_off_the_list_is_no_region(string region) =>
        Assert.Null(ZoomEndpoints.Default.WithApiUrl(region));

    [Fact]
    public void A_region_keeps_the_list_and_the_oauth_address()
    {
        var region = ZoomEndpoints.Default.WithApiUrl("https://api-eu.zoom.us")!;

        Assert.Equal(ZoomEndpoints.Default.OAuth, region.OAuth);
        Assert.True(region.MaySendTokenTo(new Uri("https://ssrweb.zoom.us/")));
        Assert.False(region.MaySendTokenTo(new Uri("https://evilzoom.us/")));
    }
}
