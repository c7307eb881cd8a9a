using System.Globalization;
using Microsoft.AspNetCore.Http;
using Reconvene.Zoom.Tests.Kit;

namespace Reconvene.Zoom.Tests.Downloads;

public class RedirectTests
{
    [Fact]
    public async Task Five_redirects_are_followed_with_the_token()
    {
        await using var zoom = await FalseZoom.StartAsync(Countdown);

        var bytes = await (await zoom.OpenAsync("/5")).ReadAllAsync();

        Assert.Equal(DownloadKit.Film, bytes);
        Assert.Equal(6, zoom.Seen.Count);
        Assert.All(zoom.Seen, static seen => Assert.Equal("Bearer canary", seen.Header("Authorization")));
    }

    [Fact]
    public async Task A_chain_of_six_is_refused_and_named_without_queries()
    {
        await using var zoom = await FalseZoom.StartAsync(Countdown);

        var failure = (await zoom.OpenAsync("/6?access_token=canary")).Failure();

        Assert.Equal(6, zoom.Seen.Count);
        Assert.Contains("/6 → ", failure.Reason, StringComparison.Ordinal);
        Assert.Contains("/1)", failure.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_circle_is_found()
    {
        await using var zoom = await FalseZoom.StartAsync(context =>
        {
            context.Response.Redirect(context.Request.Path == "/a" ? "/b" : "/a");
            return Task.CompletedTask;
        });

        var failure = (await zoom.OpenAsync("/a")).Failure();

        Assert.Equal(ZoomFailureKind.Unavailable, failure.Kind);
        Assert.Equal(2, zoom.Seen.Count);
    }

    [Theory]
    [InlineData("https://evilzoom.us/x")]
    [InlineData("https://zoom.us.evil/x")]
    [InlineData("https://zoom.us@evil.example/x")]
    [InlineData("https://z%D0%BEom.us/x")]
    [InlineData("https://xn--zom-4cd.us/x")]
    [InlineData("https://127.0.0.1/x")]
    [InlineData("https://zoom.us:444/x")]
    [InlineData("http://zoom.us/x")]
    [InlineData("//evil.example/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("javascript:alert(1)")]
    public async Task A_redirect_off_the_list_is_not_followed(string location)
    {
        await using var trap = await FalseZoom.AnsweringAsync(200, "trap");
        await using var zoom = await FalseZoom.StartAsync(context =>
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = location;
            return Task.CompletedTask;
        });

        var failure = (await zoom.OpenAsync()).Failure();

        Assert.Equal(ZoomFailureKind.HostRefused, failure.Kind);
        Assert.Single(zoom.Seen);
    }

    [Fact]
    public async Task Another_port_of_the_same_machine_is_not_followed()
    {
        await using var trap = await FalseZoom.AnsweringAsync(200, "trap");
        await using var zoom = await FalseZoom.StartAsync(context =>
        {
            context.Response.Redirect(trap.Address + "/x");
            return Task.CompletedTask;
        });

        Assert.Equal(ZoomFailureKind.HostRefused, (await zoom.OpenAsync()).Failure().Kind);
        Assert.Empty(trap.Seen);
    }

    [Theory]
    [InlineData("https://evilzoom.us/x")]
    [InlineData("https://zoom.us.evil/x")]
    [InlineData("https://zoom.us@evil.example/x")]
    [InlineData("https://zооm.us/x")]
    [InlineData("https://93.184.216.34/x")]
    [InlineData("https://zoom.us:8443/x")]
    [InlineData("http://zoom.us/x")]
    public async Task A_download_address_off_the_list_is_not_opened(string address)
    {
        using var network = new NoNetwork();
        using var http = new HttpMessageInvoker(network);
        var downloads = new Zoom.Downloads.ZoomDownloads(http, ZoomEndpoints.Default, new SteppedTime());

        var outcome = await downloads.OpenAsync(
            new Uri(address), new Secret("canary"), null, DownloadKit.Expect(), CancellationToken.None);

        Assert.Equal(ZoomFailureKind.HostRefused, outcome.Failure().Kind);
    }

    [Theory]
    [InlineData("/signed?Signature=abc", 2)]
    [InlineData("/signed?X-Amz-Signature=abc", 2)]
    [InlineData("/signed?plain=1", 1)]
    public async Task A_signed_hop_that_refuses_the_token_is_tried_once_without_it(string target, int tries)
    {
        await using var zoom = await FalseZoom.StartAsync(context =>
        {
            if (context.Request.Path == "/rec/download/x")
            {
                context.Response.Redirect(target);
                return Task.CompletedTask;
            }

            return context.Request.Headers.Authorization.Count > 0
                ? context.Response.SayAsync(403, "")
                : ZoomDownloadsTests.SendAsync(context, 200, DownloadKit.Film);
        });

        var outcome = await zoom.OpenAsync();

        Assert.Equal(1 + tries, zoom.Seen.Count);
        if (tries == 2)
        {
            Assert.Equal(DownloadKit.Film, await outcome.ReadAllAsync());
            Assert.Null(zoom.Seen[^1].Header("Authorization"));
        }
        else
        {
            Assert.Equal(ZoomFailureKind.CredentialRejected, outcome.Failure().Kind);
        }
    }

    [Fact]
    public async Task A_signed_address_at_the_start_is_not_tried_without_the_token()
    {
        await using var zoom = await FalseZoom.AnsweringAsync(401, "");

        (await zoom.OpenAsync("/x?Signature=abc")).Failure();

        Assert.Single(zoom.Seen);
    }

    // "/3" sends on to "/2" and so on; "/0" is the file.
    private static Task Countdown(HttpContext context)
    {
        var left = int.Parse(context.Request.Path.Value![1..], CultureInfo.InvariantCulture);
        if (left == 0)
        {
            return ZoomDownloadsTests.SendAsync(context, 200, DownloadKit.Film);
        }

        context.Response.Redirect((left - 1).ToString(CultureInfo.InvariantCulture) + "?access_token=canary");
        return Task.CompletedTask;
    }
}
